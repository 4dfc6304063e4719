"""``reference add``: lists that a user downloaded, for the edits of a practice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.home_option import home_option, one_practice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.edits.ncci.keeping import Added


@click.group()
def reference() -> None:
    """Add lists that edits look things up in."""


@reference.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--programme",
    type=click.Choice(["medicare", "medicaid"]),
    required=True,
    help="Whose list it is.",
)
@click.option(
    "--quarter", required=True, metavar="2026Q4", help="Quarter that it is published for."
)
@click.option("--practice", "practice_id", help="Key of the practice, where the home has several.")
@home_option
def add(home: Path, file: Path, programme: str, quarter: str, practice_id: str | None) -> None:
    """Keep the codes of an NCCI file from cms.gov: PTP pairs, MUE or add-on codes.

    FILE is one that you downloaded, whose licence you accepted, and unpacked: tab-delimited text or
    xlsx. Only codes, values and days are kept, no description and no rationale.
    """
    import re

    from pipeline.edits.ncci.keeping import QUARTER, add_list
    from pipeline.inspection.opened import require_files
    from pipeline.practice import Home
    from pipeline.practice.reference_files import NCCI_FOLDER

    if not re.fullmatch(QUARTER, quarter):
        wrong = "--quarter is a year and a quarter, such as 2026Q4."
        raise click.UsageError(wrong)
    require_files((file,))
    practice = one_practice(Home.open_serving(home), practice_id)
    folder = practice.reference_folder / NCCI_FOLDER
    for line in _lines(add_list(folder, file, programme, quarter)):
        click.echo(line)


def _lines(added: Added) -> Iterator[str]:
    """Yield what was kept, what was set aside and what it took the place of."""
    yield f"{added.kept.name}: {added.kept.row_count:,} entries kept, codes only"
    if added.set_aside_count:
        yield f"  {added.set_aside_count:,} rows set aside: {added.set_aside_file}"
    if added.replaced_count:
        yield f"  in the place of {added.replaced_count} older edition of it"
