"""What a practice may say about claims that are about to be sent.

Takes parsed TOML. Refuses a folder on another machine: what is not sent yet is looked at here.
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from pipeline.practice.section import Section


def _here(folder: str) -> str:
    if "://" in folder:
        problem = "must be a folder of this machine: a path, not a URL"
        raise ValueError(problem)
    return folder


class Scrub(Section):
    """Claims looked at before they are sent, as files appear; ``triage scrub`` at any time."""

    folder: Annotated[str, AfterValidator(_here)] = Field(
        default="",
        description="Folder into which the practice system puts 837 files that are about to be "
        "sent: a path, absolute or relative to this file. Each new file in it is scrubbed once, "
        "and stays as it is and where it is. Empty: none is looked at by itself.",
    )
