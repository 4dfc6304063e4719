"""``inspect``: what a file is and holds, without a home.

Takes files of any kind. Refuses to show a patient's name, numbers or days of care unless asked to.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.errors import Problem

if TYPE_CHECKING:
    from pipeline.inspection.places import View
    from pipeline.x12.windows import Bytes

DONE, NEEDS_A_PERSON = 0, 3
BAR_FROM_BYTES = 32 << 20
NAMES_PATIENTS = "What follows names patients: do not send it on."

Find = Callable[[Path, "Bytes"], "View | None"]


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--segment", type=click.IntRange(1), help="Show the segment of this number.")
@click.option("--byte", type=click.IntRange(0), help="Show the segment that holds this byte.")
@click.option("--claim", metavar="NUMBER", help="Show the segments of the claims of this number.")
@click.option(
    "--around",
    type=click.IntRange(0, 10_000),
    default=4,
    show_default=True,
    help="Segments to show on either side.",
)
@click.option("--show", is_flag=True, help="Show values as they were sent; they name patients.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for tools.")
def inspect(
    files: tuple[Path, ...],
    segment: int | None,
    byte: int | None,
    claim: str | None,
    around: int,
    show: bool,
    as_json: bool,
) -> int:
    """Tell what files are, who sent them, what they hold and what is wrong with them.

    Needs no home and changes nothing. What could name a patient is masked letter for letter. With
    --segment, --byte or --claim the file's own segments are shown in the place of the report.
    """
    from pipeline.inspection.opened import require_files

    if sum(asked is not None for asked in (segment, byte, claim)) > 1:
        several = "--segment, --byte and --claim ask for different places; give one of them."
        raise click.UsageError(several)
    require_files(files)
    if show:
        click.echo(NAMES_PATIENTS, err=True)
    find = _finder(segment, byte, claim, around)
    if find is None:
        return _tell_files(files, show=show, as_json=as_json)
    _tell_segments(files, find, show=show, as_json=as_json)
    return DONE


def _tell_files(files: Sequence[Path], *, show: bool, as_json: bool) -> int:
    """Write a report a file; return the code the command ends with."""
    from pipeline.inspection.facts import facts_of, needs_a_person
    from pipeline.inspection.masking import masked_value, printable, raw_value
    from pipeline.inspection.report import report

    now = dt.datetime.now(dt.UTC).astimezone()
    code, listed = DONE, []
    for place, path in enumerate(files):
        with _bar(path) as advance:
            facts = facts_of(path, now, raw_value if show else masked_value, advance)
        name = printable(click.format_filename(path))
        code = NEEDS_A_PERSON if needs_a_person(facts) else code
        if as_json:
            listed.append({"file": name} | facts)
            continue
        if place:
            click.echo("\n")
        for line in report(name, facts):
            click.echo(line)
    if as_json:
        _write_json(listed)
    return code


def _tell_segments(files: Sequence[Path], find: Find, *, show: bool, as_json: bool) -> None:
    """Write the segments that are asked for.

    Raises:
        InspectError: If no file has them.
    """
    from pipeline.inspection.masking import printable, show_masked, show_raw
    from pipeline.inspection.opened import InspectError, opened
    from pipeline.inspection.segment_text import segment_facts, segment_lines

    shown, listed, found_count = show_raw if show else show_masked, [], 0
    for path in files:
        with opened(path) as data:
            view = find(path, data)
            if view is None:
                continue
            found_count += 1
            name = printable(click.format_filename(path))
            if as_json:
                listed.append({"file": name, "segments": list(segment_facts(view.segments, shown))})
                continue
            click.echo(f"{'' if found_count == 1 else chr(10)}{name}: {view.heading}")
            for line in segment_lines(view.segments, shown, view.number):
                click.echo(line)
    if not found_count:
        raise InspectError(_no_claim())
    if as_json:
        _write_json(listed)


def _finder(segment: int | None, byte: int | None, claim: str | None, around: int) -> Find | None:
    """Return what finds the place that is asked for; None where the whole file is."""
    from pipeline.inspection import places

    if segment is not None:
        return lambda path, data: places.at_segment(path, data, segment, around)
    if byte is not None:
        return lambda path, data: places.at_byte(path, data, byte, around)
    if claim is not None:
        return lambda _, data: places.of_number(data, claim.strip())
    return None


@contextmanager
def _bar(path: Path) -> Generator[Callable[[int], object]]:
    """Show on a terminal how much of a huge file is read."""
    size = path.stat().st_size
    if size < BAR_FROM_BYTES or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=size, label="Reading", file=sys.stderr) as bar:
        yield bar.update


def _write_json(listed: Sequence[dict[str, Any]]) -> None:
    # Dollars and days are text: a JSON number is a float for most tools.
    click.echo(json.dumps(listed, default=str, indent=1))


def _no_claim() -> Problem:
    return Problem(
        "triage inspect",
        "None of these files has a claim of this number.",
        "There is nothing to show.",
        "Check the number (CLM01, CLP01 or TRN02, as the practice system writes it).",
    )
