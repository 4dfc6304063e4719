"""What a home and a practice may say about encryption of what lies on the disk.

Takes parsed TOML. Refuses unknown keys, a key written into the settings themselves, and one that is
not where settings say, or that others can read.
"""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from pipeline.errors import Problem
from pipeline.practice.secret_references import SecretError, SecretReference
from pipeline.practice.section import Section

_WHY = (
    "It locks the practice's files in landing, and no run serves it until it is here, for its "
    "owner alone. A lost key cannot be replaced (docs/keeping.md)."
)


class AtRest(Section):
    """Encryption of landing, warehouse and backups (docs/keeping.md)."""

    key: SecretReference | None = Field(
        default=None,
        examples=[SecretReference(file="at-rest.key")],
        description="Where the key stands; triage key FILE writes one. With it the archive, the "
        "warehouse and backups are encrypted from the next run on. Keep a copy apart: without it "
        "they cannot be read by anybody.",
    )
    is_on: bool = Field(
        default=True,
        description="false opens everything again at the next run; leave the key until it ended.",
    )


class OwnAtRest(Section):
    """A key of this practice's own for its files in landing (docs/keeping.md)."""

    key: SecretReference | None = Field(
        default=None,
        examples=[SecretReference(file="at-rest.key")],
        description="Where the key stands; triage key FILE writes one. With it this practice's "
        "files in landing are encrypted from the next run on, with it and not with the home's; "
        "the warehouse and backups stay with the home's. Keep a copy apart: without it the files "
        "cannot be read by anybody, nor those in backups.",
    )
    is_on: bool = Field(
        default=True,
        description="false gives the files back to the home's key, or opens them where it has "
        "none, at the next run; leave the key until it ended.",
    )

    def read(self, settings_file: Path, environment: Mapping[str, str]) -> str:
        """Return the key; empty where settings name none.

        Args:
            settings_file: The ``practice.toml``; a relative file starts beside it.
            environment: Variables of the process, handed in.

        Raises:
            SecretError: It is not there, or others can read it.
        """
        if self.key is None:
            return ""
        try:
            return self.key.read(settings_file.parent, environment)
        except SecretError as error:
            (told,) = error.problems
            where = f"{settings_file}, key under [at_rest]"
            what = f"{told.what} It is to be here: {told.where}"
            raise SecretError(Problem(where, what, _WHY, told.remedy)) from None
