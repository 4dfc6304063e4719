"""``kit``: what answers a claim's denials, as pages and letters to finish; nothing is sent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from pipeline.commands.home_option import home_option
from pipeline.commands.machine import require_system_packages

DATE = click.DateTime(["%Y-%m-%d"])
LETTERS = (
    "cover-letter",
    "corrected-claim-note",
    "timely-filing-proof",
    "records-transmittal",
    "status-inquiry",
    "criteria-request",
)


@click.command()
@click.argument("claim")
@click.option("--payer", default="", help="The one payer, by key or name [default: all].")
@click.option("--practice", default="", help="Key of the practice, where several have the number.")
@click.option("--as-of", type=DATE, help="Today of the kit [default: the day of the last build].")
@click.option(
    "--letter", type=click.Choice(LETTERS), help="Letter in place of the one that fits the route."
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="PDF to write, letters beside it [default: the practice's folder kits].",
)
@home_option
def kit(
    home: Path,
    claim: str,
    payer: str,
    practice: str,
    as_of: dt.datetime | None,
    letter: str | None,
    out: Path | None,
) -> None:
    """Make the pages and letters that answer a claim's denials; a person finishes and sends them.

    It argues nothing, changes no code and sends nothing: names and birth dates are left open.
    """
    _require_new_pdf(out)
    require_system_packages()
    kind = (letter or "").replace("-", "_")
    _make(home, (claim, practice, payer, kind), as_of.date() if as_of else None, out)


def _make(
    home: Path, named: tuple[str, str, str, str], day: dt.date | None, out: Path | None
) -> None:
    """Read, print and tell; ``named`` is what a person typed: claim, practice, payer, letter."""
    from pipeline.kit_claims import claims_numbered, day_of_build
    from pipeline.packing_kit_rows import KitAsked
    from pipeline.packing_kits import lines_about, pack_kits
    from pipeline.practice import Home
    from pipeline.printing import print_kits
    from pipeline.resources.published import published

    claim, practice, payer, letter = named
    opened = Home.open_serving(home)
    with published(home) as connection:
        practice_id, claims = claims_numbered(connection, claim, practice)
        today = day or day_of_build(connection, practice_id)
        book = pack_kits(connection, KitAsked(practice_id, claims, today, payer, letter))
    paper, *letters = print_kits(opened.practice(practice_id), book, out and out.absolute())
    click.echo(f"Kit        {paper.path}")
    for one in letters:
        click.echo(f"Letter     {one.path}")
    for line in lines_about(book):
        click.echo(line)
    click.echo("Nothing was sent. Fill in what stands in brackets, sign, send, keep the proof.")


def _require_new_pdf(out: Path | None) -> None:
    if out is not None and out.suffix.lower() != ".pdf":
        message = "--out names a PDF; give it the ending .pdf."
        raise click.UsageError(message)
    if out is not None and out.exists():
        message = f"{out} is there already, and somebody may have written on it; name another."
        raise click.UsageError(message)
