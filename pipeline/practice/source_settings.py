"""What a practice may say about where its files come from.

Takes parsed TOML. Refuses unknown keys, a password inside a URL, and a source that lacks what its
kind of URL needs.
"""

import datetime as dt
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pipeline.practice.logins import S3, SFTP, Place, scheme_of, without_password
from pipeline.practice.section import Section, Strings

# An upload over SFTP that paused for 2.5 s looked finished to two looks a second apart; no upload
# that paused for minutes and went on was ever seen. Decided 2026-11-29.
QUIET_MINUTES = 10
_DAY_OF_MINUTES = 1440


def _need_no_login(urls: tuple[str, ...]) -> tuple[str, ...]:
    for url in urls:
        if scheme_of(without_password(url)) in (SFTP, S3):
            problem = "names a source that needs a login; add it as [[remote_sources]]"
            raise ValueError(problem)
    return urls


class Sources(Section):
    """Where files come from."""

    urls: Annotated[Strings, AfterValidator(_need_no_login)] = Field(
        default=(),
        description="Folders to collect files from, as paths or URLs. Empty: this folder's inbox. "
        'Example: ["inbox", "/mnt/clearinghouse"]',
    )


class RemoteSource(Place):
    """A further source with a login or rules of its own; docs/sources.md shows one of each kind."""

    after_pickup: Literal["keep", "move", "delete"] = Field(
        default="keep",
        description="What becomes of a file at the source once it is safely here: keep, move or "
        "delete. A file that changed since is left alone.",
    )
    move_to: str = Field(
        default="",
        description="Folder that files are moved to, beside the source or below it; with "
        "after_pickup move. Nothing there is ever written over.",
    )
    quiet_minutes: int | None = Field(
        default=None,
        ge=0,
        le=_DAY_OF_MINUTES,
        examples=[QUIET_MINUTES],
        description="Minutes for which a file must not have changed before it is taken. Left out: "
        f"{QUIET_MINUTES} where nobody can tell who still writes: SFTP and other servers, network "
        "folders, macOS; 0 for S3, whose objects appear whole, and a disk of a Linux machine.",
    )

    def needed(self, url: str) -> dict[str, object]:
        """Return what the source needs, each false where it is not there."""
        return {"move_to": self.move_to or self.after_pickup != "move", **super().needed(url)}

    @property
    def quiet(self) -> dt.timedelta | None:
        """For how long settings want a file unchanged; None: as the kind of source needs it."""
        return None if self.quiet_minutes is None else dt.timedelta(minutes=self.quiet_minutes)

    def moves_into(self, name: str) -> bool:
        """Return whether a path below the source's folder is where its files are moved to."""
        if self.after_pickup != "move":
            return False
        return PurePosixPath(name).is_relative_to(self.move_to.strip("/"))
