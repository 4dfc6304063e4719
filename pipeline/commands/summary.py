"""What a command says when its run has ended: where the packet is, and six lines of the week.

Takes the published copy. Refuses to say "done" where a person is needed: such a run ends with 3.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.source_lines import say_refused, say_sources, say_waiting
from pipeline.resources.published import published

if TYPE_CHECKING:
    import duckdb

    from pipeline.commands.job import Done
    from pipeline.practice import Home, Practice

DONE, NEEDS_A_PERSON = 0, 3

NOT_PRINTED = "not printed: see the check settings_are_sound of this run, or triage check"
WHICH = (
    "select file_id, source_name, byte_count, code, problem from raw.files "
    "join raw.findings using (practice_id, file_id) where outcome = 'quarantined'"
)
WEEK = "practice_id = $practice and packet_week = $week"
RECEIVED = "practice_id = $practice and received_on >= $week and received_on < $week + 7"
QUESTIONS = {
    "files": "select count(*), count(*) filter (where outcome = 'quarantined') "  # noqa: S608
    f"from raw.files where {RECEIVED}",
    "findings": "select count(*), count(distinct file_id) from raw.findings "  # noqa: S608
    f"semi join (from raw.files where {RECEIVED}) using (practice_id, file_id) "
    "where severity <> 'info'",
    "late": f"select count(*) from rollups.rlp_feed_week where {WEEK} and is_late",  # noqa: S608
    "denied": "select count(*), sum(denied_whole_usd), sum(likely_whole_usd) "  # noqa: S608
    f"from rollups.rlp_denied_claim_week where {WEEK}",
}


def print_summary(home: Home, done: Done, week: dt.date, practice_id: str | None) -> int:
    """Print six lines of each practice's week; return the code the command ends with."""
    code = DONE
    practices = [home.practice(practice_id)] if practice_id else home.practices
    with published(home.path) as connection:
        for practice in practices:
            answers = _answers(connection, practice.practice_id, week)
            click.echo(f"\n{practice.name}, week of {week:%B} {week.day}, {week.year}")
            for name, text in _lines(answers) + _papers(done, practice):
                click.echo(f"  {name:<9} {text}")
            needs_a_person = _say_delivered(done, practice.practice_id)
            if not _is_printed(done, practice.practice_id):
                needs_a_person = True
            if answers["late"][0] or answers["files"][1] or needs_a_person:
                code = NEEDS_A_PERSON
    click.echo(f"  {'Time':<9} {done.seconds:.0f} s")
    cover = done.metadata["packet/weekly_packet"].get("practices/path")
    if cover:
        click.echo(f"\nAll practices  {cover}")
    needed = _say_set_aside(done) + say_sources(home, done) + say_unsound(home)
    return NEEDS_A_PERSON if needed else code


def _say_delivered(done: Done, key: str) -> bool:
    """Say what became of mails and of the copy in a folder; return whether any is owed."""
    told = done.metadata.get("delivery", {})
    mail, folder = str(told.get(f"{key}/mail", "")), str(told.get(f"{key}/folder", ""))
    if mail:
        click.echo(f"  Mail       {mail}")
    if folder:
        click.echo(f"  Folder     {folder}")
    is_owed = bool(told.get(f"{key}/needs_a_person", False))
    if is_owed:
        click.echo("  To bring what is owed: triage deliver")
    return is_owed


def print_import(done: Done, paths: Sequence[Path]) -> int:
    """Print what an import brought in of what a person named; return the command's code."""
    landed = done.metadata["landing/remittance"]
    loaded = done.metadata["raw/files"]
    click.echo(
        f"Imported {_counted(landed['new_count'], 'new file')}, "
        f"{landed['repeat_count']} were there before; "
        f"loaded {loaded['file_count']} in {done.seconds:.1f} s"
    )
    say_waiting(done)
    count = _say_set_aside(done) + say_refused(done, paths)
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


def say_unsound(home: Home) -> int:
    """Say whose settings are wrong and what follows from it; return how many they are."""
    for practice in home.unsound:
        click.echo(
            f"Not served  {practice.practice_id}: its settings are wrong, and what was loaded of "
            "it before stays as it is. Each line: triage check"
        )
    return len(home.unsound)


def set_aside(done: Done) -> int:
    """Return how many of the files this run loaded could not be read at all."""
    return int(done.metadata.get("raw/files", {}).get("quarantined_count", 0))


def _answers(
    connection: duckdb.DuckDBPyConnection, practice_id: str, week: dt.date
) -> dict[str, Any]:
    named = {"practice": practice_id, "week": week}
    return {name: connection.execute(query, named).fetchone() for name, query in QUESTIONS.items()}


def _lines(answers: dict[str, Any]) -> list[tuple[str, str]]:
    file_count, unread = answers["files"]
    finding_count, odd_count = answers["findings"]
    denied, billed, likely = answers["denied"]
    return [
        ("Files", f"{_counted(file_count, 'file')} arrived, {answers['late'][0]} feeds missing"),
        ("Findings", _findings(finding_count, odd_count, unread)),
        (
            "Denials",
            f"{_counted(denied, 'claim')}, {_usd(billed)} billed, {_usd(likely)} likely back",
        ),
    ]


def _papers(done: Done, practice: Practice) -> list[tuple[str, str]]:
    """Return where the packet and the lists are; a run that stopped before the lists has none."""
    told, key = done.metadata["packet/weekly_packet"], practice.practice_id
    packet = f"{told[f'{key}/summary/path']} (and .html)" if _is_printed(done, key) else NOT_PRINTED
    lists = done.metadata.get("packet/worklists", {})
    count = sum(
        name.startswith(f"{key}/") and str(path).endswith(".xlsx") for name, path in lists.items()
    )
    kits = [
        path
        for name, path in done.metadata.get("packet/kits", {}).items()
        if name == f"{key}/kits/path"
    ]
    return [
        ("Packet", packet),
        ("Lists", f"{practice.worklists_folder}: {_counted(count, 'workbook')} for today"),
        *(("Kits", str(path)) for path in kits),
    ]


def _is_printed(done: Done, key: str) -> bool:
    return f"{key}/summary/path" in done.metadata["packet/weekly_packet"]


def _findings(count: int, file_count: int, unread: int) -> str:
    if not count:
        return "none"
    return f"{count} in {_counted(file_count, 'file')}, {unread} of them unreadable"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _usd(amount: Any) -> str:
    return f"${amount or 0:,.0f}"
