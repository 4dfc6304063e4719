"""``forget``: what was received before a day, or a practice, deleted for good.

Takes a home; asks a person before it deletes. Refuses to guess which of the two is meant.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.home_option import home_option
from pipeline.commands.keeping import WAIT_SECONDS, print_rebuilt, rebuild_now

if TYPE_CHECKING:
    from pipeline.forgetting import Past
    from pipeline.practice import Home, Practice

DAYS = "select file_id, received_on, feed from raw.files where practice_id = ?"
OPEN = """
select count(distinct claim_id), coalesce(sum(denied_usd), 0) from facts.fct_denials
where practice_id = ? and closed_on is null and not is_noise and opened_on < ?
"""
TREND_WEEKS = 13
TREND = f"""
select count(*) from (
    select packet_week from facts.dim_packet_weeks where practice_id = ?
    order by packet_week desc limit {TREND_WEEKS}
) where packet_week < ?
"""  # noqa: S608 - the number is ours


@click.command()
@click.option(
    "--before",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Files of this day and later stay.",
)
@click.option("--all", "is_all", is_flag=True, help="All of one practice, its settings included.")
@click.option("--practice", "practice_id", help="Key of the one practice [default: all].")
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
def forget(
    home: Path, before: dt.datetime | None, is_all: bool, practice_id: str | None, yes: bool
) -> int:
    """Delete what was received before a day, or a whole practice; keep a record in counts.

    With --before: files, rows, packets and worklists. With --practice and --all: everything of a
    practice, its settings too; the home's other practices stay as they are.
    """
    from pipeline.commands.deleting import delete_practice
    from pipeline.practice import Home

    if (before is None) is not is_all:
        one = "Name one of --before DATE and --all."
        raise click.UsageError(one)
    ask = _yes if yes else partial(click.confirm, abort=True)
    if before is not None:
        return _forget_before(Home.open(home), before.date(), practice_id, ask)
    if not practice_id:
        whose = "--all deletes a practice for good: name it with --practice KEY."
        raise click.UsageError(whose)
    delete_practice(Home.open_sound(home), practice_id, ask)
    return 0


def _yes(_: str) -> None:
    """Ask nobody."""


def _forget_before(
    opened: Home, before: dt.date, practice_id: str | None, ask: Callable[[str], object]
) -> int:
    practices = (opened.practice(practice_id),) if practice_id else opened.practices
    pasts = _pasts(opened, practices, before)
    for past in pasts:
        _say(opened, past)
    if not any(past.files or past.papers for past in pasts):
        click.echo("Nothing to forget.")
        # No day, no list: but half a paper of those days may lie there still.
        _delete(opened, (), before)
        return 0
    ask("Delete them for good? Backups made before keep them.")
    _delete(opened, practices, before)
    for practice in practices:
        _say_what_stays_elsewhere(opened, practice)
    print_rebuilt(opened, rebuild_now(opened))
    return 0


def _pasts(home: Home, practices: Sequence[Practice], before: dt.date) -> list[Past]:
    from pipeline.forgetting import past_of
    from pipeline.resources.published import published

    with published(home.path) as connection:
        rows = {
            one.practice_id: connection.execute(DAYS, [one.practice_id]).fetchall()
            for one in practices
        }
    return [
        past_of(
            home,
            one,
            before,
            {file_id: (day, feed) for file_id, day, feed in rows[one.practice_id]},
        )
        for one in practices
    ]


def _say(home: Home, past: Past) -> None:
    from pipeline.resources.published import published

    key = past.practice.practice_id
    feeds = ", ".join(f"{feed} {count}" for feed, count in past.feeds.items())
    when = " received {} to {} ({})".format(*past.days, feeds) if past.days else ""
    click.echo(
        f"{key}: {len(past.files)} files{when}, {past.byte_count} bytes; {len(past.papers)} papers"
    )
    with published(home.path) as connection:
        claims, dollars = connection.execute(OPEN, [key, past.before]).fetchall()[0]
        weeks = connection.execute(TREND, [key, past.before]).fetchall()[0][0]
    if claims and past.files:
        click.echo(f"  {claims} claims with ${dollars} still open were denied before this day.")
    if weeks and past.files:
        click.echo(f"  {weeks} of the last {TREND_WEEKS} weeks would lose files: trends change.")


def _delete(home: Home, practices: Sequence[Practice], before: dt.date) -> None:
    from pipeline import forgetting
    from pipeline.resources import leftovers
    from pipeline.resources.warehouse import Warehouse

    now = dt.datetime.now(dt.UTC)
    with Warehouse(home).lock(WAIT_SECONDS):
        # Anew: a run may have ended since they were shown.
        pasts = _pasts(home, practices, before)
        shared = forgetting.shared_papers(home, before) if len(pasts) == len(home.practices) else ()
        for past in pasts:
            forgetting.begin(home, past, shared, now.astimezone(past.practice.zone).date())
            shared = ()
        forgetting.finish(home)
        leftovers.sweep(home, now)
    for past in pasts:
        record = home.landing_folder / past.practice.practice_id / "forgotten.json"
        click.echo(
            f"Deleted    {len(past.files)} files, {len(past.papers)} papers; told in {record}"
        )


def _say_what_stays_elsewhere(home: Home, practice: Practice) -> None:
    from pipeline.forgetting import still_at_the_source
    from pipeline.resources.landing import Landing
    from pipeline.resources.reaching import Reaching
    from pipeline.resources.sources import SourceError

    forgotten = Landing(home).sidecars(practice).forgotten
    try:
        count = still_at_the_source(practice, forgotten, Reaching(os.environ))
    except SourceError:
        click.echo(f"Sources    of {practice.practice_id} could not be looked into")
        return
    if count:
        click.echo(
            f"Sources    of {practice.practice_id} still hold {count} of these files; they are "
            "not ours to delete and are not collected again"
        )
    if practice.delivered_to:
        place = practice.delivered_to
        click.echo(f"Copies     of packets in {place} are not ours to delete, nor those mailed")
