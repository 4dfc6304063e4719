"""What a command says when its run has ended: where the packet is, and six lines of the week.

Takes the published copy. Refuses to say "done" where a person is needed: such a run ends with 3.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from pipeline.resources.published import published

if TYPE_CHECKING:
    import duckdb

    from pipeline.commands.job import Done
    from pipeline.practice import Home

DONE, NEEDS_A_PERSON = 0, 3

WHICH = (
    "select file_id, source_name, byte_count, code, problem from raw.files "
    "join raw.findings using (practice_id, file_id) where outcome = 'quarantined'"
)
WEEK = "practice_id = $practice and packet_week = $week"
QUESTIONS = {
    "files": "select count(*), count(*) filter (where outcome = 'quarantined'), "
    "count(*) filter (where outcome = 'loaded_with_findings') from raw.files "
    "where practice_id = $practice and received_on >= $week and received_on < $week + 7",
    "late": f"select count(*) from rollups.rlp_feed_week where {WEEK} and is_late",  # noqa: S608
    "denied": "select count(*), sum(denied_whole_usd), sum(likely_whole_usd) "  # noqa: S608
    f"from rollups.rlp_denied_claim_week where {WEEK}",
    "largest": "select label, claim_count, claim_count_last_week "  # noqa: S608
    "from rollups.rlp_category_week "
    "inner join facts.int_rules__categories using (practice_id, category) "
    f"where {WEEK} order by claim_count desc, denied_usd desc, category limit 1",
    "expiring": "select count(last_day_on), sum(likely_whole_usd), max(days) "  # noqa: S608
    "from (select cast(expiring_days as int) as days from facts.int_rule_numbers "
    "where practice_id = $practice) "
    f"left join (select * from rollups.rlp_open_denial_week where {WEEK}) "
    "on last_day_on between covers_until and covers_until + days",
    "rejected": f"select count(*) from rollups.rlp_rejection_week where {WEEK} and is_new",  # noqa: S608
    "untouched": "select sum(claim_count), sum(open_usd) from rollups.rlp_untouched_week "  # noqa: S608
    f"where {WEEK}",
}


def print_summary(home: Home, done: Done, week: dt.date, practice_id: str | None) -> int:
    """Print the week of each practice; return the code the command ends with."""
    code = DONE
    practices = [home.practice(practice_id)] if practice_id else home.practices
    with published(home.path) as connection:
        for practice in practices:
            answers = _answers(connection, practice.practice_id, week)
            told, key = done.metadata["packet/weekly_packet"], practice.practice_id
            click.echo(f"\n{practice.name}, week of {week:%B} {week.day}, {week.year}")
            click.echo(f"  Packet     {told[f'{key}/summary/path']}")
            click.echo(f"  On screen  {told[f'{key}/edition/path']}")
            for name, text in _lines(answers):
                click.echo(f"  {name:<10} {text}")
            if answers["late"][0] or answers["files"][1]:
                code = NEEDS_A_PERSON
    cover = done.metadata["packet/weekly_packet"].get("practices/path")
    if cover:
        click.echo(f"\nAll practices  {cover}")
    return NEEDS_A_PERSON if _say_set_aside(done) else code


def print_import(done: Done) -> int:
    """Print what an import brought in; return the code the command ends with."""
    landed = done.metadata["landing/remittance"]
    loaded = done.metadata["raw/files"]
    click.echo(
        f"Imported {landed['new_count']} new files, {landed['repeat_count']} were there before; "
        f"loaded {loaded['file_count']} in {done.seconds:.1f} s"
    )
    count = _say_set_aside(done)
    click.echo("Packets of old weeks: triage packet --since DATE")
    return NEEDS_A_PERSON if count else DONE


def _say_set_aside(done: Done) -> int:
    """Say that files brought in now could not be read, and how to see which; return how many."""
    count = set_aside(done)
    if count:
        what = "1 file brought in now holds" if count == 1 else f"{count} files brought in now hold"
        click.echo(f"{what} nothing that can be read. Which and why (inspect shows the same id):")
        click.echo(f'  triage sql "{WHICH}"')
    return count


def set_aside(done: Done) -> int:
    """Return how many of the files this run loaded could not be read at all."""
    return int(done.metadata.get("raw/files", {}).get("quarantined_count", 0))


def _answers(
    connection: duckdb.DuckDBPyConnection, practice_id: str, week: dt.date
) -> dict[str, Any]:
    named = {"practice": practice_id, "week": week}
    return {name: connection.execute(query, named).fetchone() for name, query in QUESTIONS.items()}


def _lines(answers: dict[str, Any]) -> list[tuple[str, str]]:
    file_count, unread, odd = answers["files"]
    late = answers["late"][0]
    denied, billed, likely = answers["denied"]
    expiring, expiring_usd, days_near = answers["expiring"]
    untouched, open_usd = answers["untouched"]
    return [
        ("Files", f"{file_count} arrived, {unread} unreadable, {odd} odd, {late} feeds missing"),
        ("Denied", f"{denied} claims, {_usd(billed)} billed, {_usd(likely)} likely back"),
        ("Largest", _largest(answers["largest"])),
        (
            "Expiring",
            f"{expiring} claims within {days_near} days, {_usd(expiring_usd)} likely back",
        ),
        ("Rejected", f"{answers['rejected'][0]} claims before a payer decided (not denials)"),
        ("Untouched", f"{untouched or 0} open claims, {_usd(open_usd)} open"),
    ]


def _largest(row: tuple[str, int, int] | None) -> str:
    if row is None:
        return "no denial arrived"
    label, count, before = row
    return f"{label}: {count} claims, {before} the week before"


def _usd(amount: Any) -> str:
    return f"${amount or 0:,.0f}"
