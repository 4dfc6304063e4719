"""The option that names the home, the same on every command."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from pipeline.practice import Home, Practice

Command = TypeVar("Command", bound=Callable[..., Any])


def home_option(command: Command) -> Command:
    """Add ``--home``, which may stand before or after the command's name."""
    return click.option(
        "--home",
        type=click.Path(path_type=Path),
        callback=_chosen,
        help="Folder of the home [default: TRIAGE_HOME, else ./home].",
    )(command)


def _chosen(context: click.Context, _: click.Parameter, value: Path | None) -> Path:
    named = value or context.find_object(Path) or Path(os.environ.get("TRIAGE_HOME") or "home")
    return named.absolute()


def one_practice(home: Home, practice_id: str | None) -> Practice:
    """Return the practice of a key, or the only one of a home.

    Raises:
        UsageError: There are several and none is named.
        SettingsError: There is none of the key.
    """
    if practice_id:
        return home.practice(practice_id)
    if len(home.keys) > 1:
        several = (
            f"This home has several practices; name one with --practice: {', '.join(home.keys)}."
        )
        raise click.UsageError(several)
    return next(iter(home.practices))
