"""``scrub``: claims about to be sent, judged by the edits of a practice."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.home_option import home_option, one_practice

if TYPE_CHECKING:
    from pipeline.edits.reports import Report
    from pipeline.edits.scrubbing import Order
    from pipeline.practice import Home, Practice
    from pipeline.x12.windows import Bytes

DONE, NEEDS_A_PERSON = 0, 3
MOST_IN_MEMORY_BYTES = 64 << 20
"""A file up to this is read whole: one that shrinks meanwhile cannot hurt."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write JSON to F.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write CSV to F.")
@click.option("--strict", is_flag=True, help="End with 3 for a warning too.")
@click.option("--edits", "edits", metavar="E04,E12", help="Ask these edits only.")
@click.option(
    "--as-of", type=click.DateTime(formats=["%Y-%m-%d"]), help="Day of sending [default: today]."
)
@click.option("--no-history", is_flag=True, help="Leave out what was sent before.")
@click.option("--practice", "practice_id", help="Key of the practice, where the home has several.")
@home_option
def scrub(
    home: Path,
    files: tuple[Path, ...],
    json_file: Path | None,
    csv_file: Path | None,
    strict: bool,
    edits: str | None,
    as_of: dt.datetime | None,
    no_history: bool,
    practice_id: str | None,
) -> int:
    """Say which claims of 837 files to hold before they are sent, and who can mend them.

    FILE and the warehouse are read only. Here stand counts; what is said of single claims is kept
    in the home's folder scrub, and written where --json and --csv say, for the owner's eyes only.
    Ends with 0 when nothing is held, with 3 for a hold, or a claim or part of a file that could not
    be checked.
    """
    from pipeline.commands.scrub_lines import lines_of
    from pipeline.edits.kept_runs import keep_run
    from pipeline.edits.scrubbing import scrub as judged
    from pipeline.practice import Home

    _refuse_targets(files, (json_file, csv_file))
    opened = Home.open_serving(home)
    practice = one_practice(opened, practice_id)
    order = _order(opened, practice, as_of, edits, no_history=no_history)
    with _opened(files) as contents:
        report = judged(opened, practice, contents, order)
    _write(report, json_file, csv_file)
    kept = keep_run(opened, report)
    for line in lines_of(report):
        click.echo(line)
    click.echo(f"Claim by claim: {kept}")
    return _code(report, strict=strict)


def _code(report: Report, *, strict: bool) -> int:
    """Return what the command ends with."""
    is_held = report.claims_with("hold") or report.unchecked or report.not_wholly_checked_files
    is_warned = strict and any(one.severity == "warn" for one in report.findings)
    return NEEDS_A_PERSON if is_held or is_warned else DONE


def _order(
    home: Home,
    practice: Practice,
    as_of: dt.datetime | None,
    edits: str | None,
    *,
    no_history: bool,
) -> Order:
    from pipeline.edits.scrubbing import Order
    from pipeline.resources.published import published_key

    today = dt.datetime.now(dt.UTC).astimezone(practice.zone).date()
    only = tuple(filter(None, (part.strip() for part in (edits or "").split(","))))
    is_asked = not no_history and home.published_file.is_file()
    return Order(
        as_of_on=as_of.date() if as_of else today,
        only=only,
        published=None if no_history else home.published_file,
        key=published_key(home.path, os.environ) if is_asked else "",
    )


@contextmanager
def _opened(files: Sequence[Path]) -> Generator[list[tuple[Path, Bytes]]]:
    """Lend the bytes of files.

    Raises:
        InspectError: One is no file.
        UnreadableError: One is there and cannot be read.
    """
    from pipeline.inspection.opened import opened, require_files

    require_files(files)
    with ExitStack() as stack:
        contents: list[tuple[Path, Bytes]] = []
        for path in files:
            try:
                is_small = path.stat().st_size <= MOST_IN_MEMORY_BYTES
                content = path.read_bytes() if is_small else stack.enter_context(opened(path))
            except OSError as error:
                raise _unreadable(path) from error
            contents.append((path, content))
        yield contents


def _refuse_targets(files: Sequence[Path], targets: Sequence[Path | None]) -> None:
    """Refuse to write over a file that is to be read."""
    for target in filter(None, targets):
        if target.exists() and any(path.exists() and path.samefile(target) for path in files):
            over = f"{target} is one of the files to scrub; nothing is written over it."
            raise click.UsageError(over)


def _write(report: Report, json_file: Path | None, csv_file: Path | None) -> None:
    from pipeline.edits.reports import as_csv, as_json
    from pipeline.resources.whole_files import replace_text

    if json_file:
        replace_text(as_json(report), json_file)
    if csv_file:
        replace_text(as_csv(report), csv_file)


def _unreadable(path: Path) -> Exception:
    from pipeline.errors import Problem, TriageError

    return TriageError(
        Problem(
            str(path),
            "This file cannot be read.",
            "None of its claims was checked.",
            "Ask its owner for the right to read it.",
        )
    )
