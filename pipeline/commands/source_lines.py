"""What commands say of sources: each one when it is checked, the failing ones when a run has ended.

Takes the counts a run reported and the looks that the landing archive keeps. Refuses to be silent
about a source that failed: its files are missing from what was printed.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.commands.job import Done
    from pipeline.errors import Problem
    from pipeline.practice import Home


def tell_sources(home: Home) -> list[Problem]:
    """Print one line a source that answers; return what is wrong with the others."""
    from pipeline.resources.landing import Landing
    from pipeline.resources.reaching import Reaching
    from pipeline.resources.source_checks import check_sources

    landing = Landing(home, Reaching(os.environ))
    problems: list[Problem] = []
    for practice in home.practices:
        for one in check_sources(landing, practice):
            problems += one.problems
            if one.file_count or not one.problems:
                waits = f", {one.under_way_count} still arriving" if one.under_way_count else ""
                files = "1 file" if one.file_count == 1 else f"{one.file_count} files"
                click.echo(
                    f"{practice.practice_id}: {one.shown}: {files}, {one.new_count} new{waits}"
                )
    return problems


def say_sources(home: Home, done: Done) -> int:
    """Say what a run could not have from its sources; return how many of them failed."""
    say_waiting(done)
    told = done.metadata.get("landing/remittance", {})
    failed = int(told.get("failed_source_count", 0))
    if failed:
        click.echo(f"{failed} of {told['source_count']} sources failed; the others were collected:")
        for problem in _problems(home):
            click.echo(str(problem))
    return failed


def say_waiting(done: Done) -> None:
    """Say how many files a run left where they are, because they are not whole yet."""
    waiting = int(done.metadata.get("landing/remittance", {}).get("under_way_count", 0))
    if waiting:
        files = "1 file is" if waiting == 1 else f"{waiting} files are"
        click.echo(
            f"{files} still arriving or cut off, and left where they are: run again in ten minutes."
            " What has no end is taken after a day (docs/sources.md)."
        )


def say_refused(done: Done, paths: Sequence[Path]) -> int:
    """Name what of ``paths`` could not be read, as the person wrote it; return how many."""
    for path in done.refused:
        click.echo(str(_unread(_as_written(Path(path), paths))))
    return len(done.refused)


def _as_written(path: Path, paths: Sequence[Path]) -> Path:
    for given in paths:
        if path.is_relative_to(given.absolute()):
            return given / path.relative_to(given.absolute())
    return path


def _unread(path: Path) -> Problem:
    from pipeline.errors import Problem

    # A name may hold bytes that are no text.
    shown = os.fsencode(path).decode("utf-8", "replace")
    kind = "folder" if os.path.isdir(path) else "file"  # noqa: PTH112 - it raises nothing
    return Problem(
        shown,
        f"This {kind} cannot be read, so it was left out; the others were brought in.",
        "What it holds is missing from the packets.",
        f"Let this user read it, then: triage import {shlex.quote(shown)}",
    )


def _problems(home: Home) -> list[Problem]:
    """Return what the last look into each source found wrong."""
    from pipeline.resources.landing import Landing
    from pipeline.resources.source_looks import shown_source
    from pipeline.resources.source_problems import problem_of

    problems: list[Problem] = []
    for practice in home.practices:
        known = {shown_source(practice, source) for source in practice.sources}
        last = {look.source: look for look in Landing(home).looks(practice)}
        problems += [
            problem_of(look.source, look.problem_code)
            for look in last.values()
            if look.problem_code and look.source in known
        ]
    return problems
