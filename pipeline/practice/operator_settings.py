"""What a home may say about its operator's page.

Takes parsed TOML. Refuses unknown keys, and a page for others without a word about its login.
"""

from typing import Annotated

from pydantic import Field

from pipeline.practice.section import Section


class Operator(Section):
    """The operator's page (`triage ui`): where it listens, and how long it remembers."""

    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="Address the page listens on. The page has no login: whoever reaches it can "
        "start runs and read what they tell. 127.0.0.1 is reached from this machine only.",
    )
    port: Annotated[int, Field(ge=1, le=65535)] = Field(
        default=3000, description="Port of the page."
    )
    is_behind_login: bool = Field(
        default=False,
        description="true says that everybody else reaches the page through a server that asks "
        "for a login; without it no other address than this machine's own is listened on.",
    )
    keep_runs_days: Annotated[int, Field(ge=30, le=3650)] = Field(
        default=400,
        description="Days after which the page forgets a run and its log; 400 keep the same "
        "season of the year before.",
    )
