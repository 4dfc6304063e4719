"""``forget --practice KEY --all``: one practice of a home, deleted for good.

Takes a home and a practice's key; says what goes, in counts, and asks. Refuses the only practice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from pipeline.commands.keeping import WAIT_SECONDS, print_rebuilt, rebuild_now

if TYPE_CHECKING:
    from pipeline.practice import Home, Practice
    from pipeline.resources.holdings import Holdings

FEEDS = """
select feed, count(*), min(received_on), max(received_on) from raw.files
where practice_id = ? group by all order by all
"""
OPEN = """
select count(distinct claim_id), coalesce(sum(denied_usd), 0) from facts.fct_denials
where practice_id = ? and closed_on is null and not is_noise
"""


def delete_practice(home: Home, practice_id: str, ask: Callable[[str], object]) -> None:
    """Show what a home holds of a practice, ask, and delete it.

    Args:
        home: With at least one practice more, whose settings are right.
        practice_id: Its key.
        ask: Asks a question, and does not come back where the answer is no.
    """
    from pipeline.deleting import refuse_only, refuse_unsound
    from pipeline.practice import Home
    from pipeline.resources.holdings import holdings_of

    practice = home.readable(practice_id)
    refuse_only(home, practice)
    refuse_unsound(home, practice)
    for line in _lines(home, holdings_of(home, practice)):
        click.echo(line)
    ask("Delete the practice for good? Backups made before keep it.")
    _delete(home, practice)
    for line in _elsewhere(practice):
        click.echo(line)
    left = Home.open(home.path)
    print_rebuilt(left, rebuild_now(left))


def _lines(home: Home, held: Holdings) -> Iterator[str]:
    """Yield what would go, in counts."""
    key, folder = held.practice.practice_id, held.practice.folder
    received, open_work = _rows(home, key)
    yield (
        f"{key}: {held.file_count} files{received}, {held.byte_count} bytes; "
        f"{len(held.papers)} papers, {held.receipt_count} receipts"
    )
    yield from open_work
    yield f"  {held.settings_count} files of settings, rules and contracts go: {folder}"
    if held.others:
        yield (
            f"  {len(held.others)} files there this program did not write{_waiting(home, held)}: "
            "they go too."
        )
    if held.covers:
        yield (
            f"  {len(held.covers)} covers over all practices hold its counts and go; "
            "triage packet --since DATE prints them without it."
        )


def _rows(home: Home, key: str) -> tuple[str, list[str]]:
    """Return what the published copy tells of a practice; nothing where there is none."""
    from pipeline.resources.published import FILE, published

    if not (home.path / FILE).is_file():
        return "", []
    with published(home.path) as connection:
        feeds = connection.execute(FEEDS, [key]).fetchall()
        claims, dollars = connection.execute(OPEN, [key]).fetchall()[0]
    if not feeds:
        return "", []
    told = ", ".join(f"{feed} {count}" for feed, count, _, _ in feeds)
    first, last = min(row[2] for row in feeds), max(row[3] for row in feeds)
    line = f"  {claims} claims with ${dollars} are still open."
    return f" received {first} to {last} ({told})", [line] if claims else []


def _waiting(home: Home, held: Holdings) -> str:
    from pipeline.practice.secret_references import SecretError
    from pipeline.resources.holdings import not_collected
    from pipeline.resources.sealing import SealError
    from pipeline.resources.sources import SourceError

    # A practice whose key is destroyed is deleted like any.
    with suppress(SecretError, SealError, SourceError):
        count = not_collected(home, held.practice)
        return f", {count} of them not collected" if count else ""
    return ", whether all were collected cannot be told"


def _delete(home: Home, practice: Practice) -> None:
    from pipeline import deleting
    from pipeline.practice import Home
    from pipeline.resources import leftovers
    from pipeline.resources.holdings import holdings_of
    from pipeline.resources.warehouse import Warehouse

    now = dt.datetime.now(dt.UTC)
    with Warehouse(home).lock(WAIT_SECONDS):
        # Anew: a run may have ended since it was shown, or have cut another deletion short.
        deleting.finish(home)
        home = Home.open_sound(home.path)
        held = holdings_of(home, home.readable(practice.practice_id))
        deleting.begin(home, held, now.astimezone(practice.zone).date())
        deleting.finish(home)
        leftovers.sweep(Home.open(home.path), now)
    click.echo(
        f"Deleted    {practice.practice_id}: {held.file_count} files, {len(held.papers)} papers, "
        f"its settings; told in {deleting.record_file(home)}"
    )


def _elsewhere(practice: Practice) -> Iterator[str]:
    """Yield what of a practice is not here, and nobody here can delete."""
    from pipeline.resources.source_looks import shown_source

    shown = [shown_source(practice, source) for source in practice.sources]
    places = [place for place in shown if "://" in place or place.startswith("/")]
    if places:
        yield f"Sources    are not ours to delete: {', '.join(places)}"
    if practice.delivered_to:
        yield (
            f"Copies     of packets in {practice.delivered_to} are not ours to delete, "
            "nor those mailed"
        )
    if practice.settings.at_rest.key:
        yield (
            "Key        of its own: destroy every copy, and nobody reads its files in old backups; "
            "what was locked with the home's key stays readable with that"
        )
