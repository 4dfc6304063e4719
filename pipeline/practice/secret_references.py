"""A secret by reference: settings name where it stands, and never hold it.

Takes the name of an environment variable or of a file. Refuses a secret that is not there or empty,
and a file that others on this machine can read.
"""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, model_validator

from pipeline.errors import Problem, TriageError
from pipeline.practice.section import Section

_WHY = "What it opens stays shut, so this part of the work cannot be done."


class SecretError(TriageError):
    """A secret that is not there, or that others can read."""

    exit_code = 2


class SecretReference(Section):
    """Where a secret stands: an environment variable or a file, one of the two."""

    env: str = Field(default="", description="Environment variable that holds it.")
    file: str = Field(
        default="",
        description="File that holds it, absolute or relative to this one; chmod 600.",
    )

    @model_validator(mode="after")
    def _one_place(self) -> "SecretReference":
        if bool(self.env) == bool(self.file):
            problem = "names one place: either env or file"
            raise ValueError(problem)
        return self

    def read(self, folder: Path, environment: Mapping[str, str]) -> str:
        """Return the secret, without the line end behind it.

        Args:
            folder: Of the settings file; a relative file starts there.
            environment: Variables of the process, handed in.

        Raises:
            SecretError: If there is none, or others can read the file.
        """
        if self.env:
            secret, place = environment.get(self.env, ""), f"Environment variable {self.env}"
        else:
            path = folder / self.file
            secret, place = _from_file(path), str(path)
        if not secret:
            raise SecretError(
                Problem(
                    place,
                    "The secret that settings name is not here.",
                    _WHY,
                    "Set the variable, or write the secret into the file and: chmod 600 FILE",
                )
            )
        return secret


def assert_private(path: Path) -> None:
    """Do nothing if only its owner can read a file.

    Raises:
        SecretError: If others on this machine can.
    """
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SecretError(
            Problem(
                str(path),
                "Others on this machine can read this secret.",
                "Who has it can do in the practice's name what it allows.",
                f"chmod 600 {path}",
            )
        )


def _from_file(path: Path) -> str:
    try:
        assert_private(path)
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        return ""
