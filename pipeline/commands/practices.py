"""``practices``: how each practice of a home stands, for whoever operates several."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.home_option import home_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.overview import Published, Standing
    from pipeline.practice import Home

DONE, NEEDS_A_PERSON = 0, 3


@click.command()
@home_option
def practices(home: Path) -> int:
    """Say of each practice when files came, its newest packet, and what needs a person.

    Those that need somebody come first; ends with 3 where one does.
    """
    from pipeline.overview import standings
    from pipeline.practice.reading import SettingsError
    from pipeline.resources.last_sound import standing

    opened, problems = standing(home)
    if opened is None:
        raise SettingsError(*problems)
    now = dt.datetime.now(dt.UTC)
    found = standings(opened, now, _published(opened, now))
    for line in lines_of(found):
        click.echo(line)
    return NEEDS_A_PERSON if any(each.wants for each in found) else DONE


def lines_of(found: Sequence[Standing]) -> Iterator[str]:
    """Yield a line a practice below a head, and how many need somebody."""
    width = max([8, *(len(each.practice_id) for each in found)])
    yield f"{'practice':<{width}}  {'last file':<10}  {'packet of':<10}  needs a person for"
    for each in found:
        received, packet = (str(day or "none") for day in (each.received_on, each.packet_week))
        wants = "; ".join(each.wants) or "nothing"
        yield f"{each.practice_id:<{width}}  {received:<10}  {packet:<10}  {wants}"
    needing = sum(bool(each.wants) for each in found)
    yield f"{needing} of {len(found)} need a person"


def _published(home: Home, now: dt.datetime) -> Published:
    """Ask the published copy, where there is one of this version."""
    from pipeline.overview import NOTHING, published_of
    from pipeline.resources.published import published

    if not home.published_file.exists():
        return NOTHING
    with published(home.path) as connection:
        return published_of(connection, now)
