"""The option that names the home, the same on every command."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

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
