"""``init`` and ``check``: a new home, and whether its settings, files and sources are sound."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.home_option import home_option
from pipeline.commands.machine import require_system_packages

if TYPE_CHECKING:
    from pipeline.errors import Problem
    from pipeline.practice import Home, Practice

DONE = 0


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--practice", "name", default="My Practice", show_default=True, help="Its name.")
@click.option("--id", "practice_id", help="Its key in every table [default: made of the name].")
def init(folder: Path, name: str, practice_id: str | None) -> None:
    """Write a new home, or one more practice in a home."""
    from pipeline.practice import init_home, practice_id_of
    from pipeline.resources.orchestration import prepare_dagster_folder

    key = practice_id or practice_id_of(name)
    home = init_home(folder.absolute(), key, name)
    prepare_dagster_folder(home)
    practice = home.practice(key)
    click.echo(f"Practice   {practice.name} ({key})")
    click.echo(f"Settings   {practice.settings_file}")
    click.echo(f"Inbox      {practice.inbox}")
    click.echo(
        f"Secret     {home.secret_file}: keep a copy apart; without it patients are new ones"
    )
    click.echo(f"Next       put files into the inbox, then: triage run --home {folder}")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE…]")
@click.option("--practice", "practice_id", help="Its own profiles are used too; with FILE.")
@home_option
def check(home: Path, files: tuple[Path, ...], practice_id: str | None) -> int:
    """Say what is wrong with settings, rules, contracts and sources, where, and how to mend it.

    With FILE: what would be read of a list of a practice system (CSV, XLSX, XLS, ODS), and what
    not, without a home and without storing it. No cell is shown.
    """
    if files:
        from pipeline.commands.lists import tell_lists

        return tell_lists(files, home, practice_id)
    if practice_id:
        alone = "--practice names whose profiles are used for FILE; name a file."
        raise click.UsageError(alone)
    return _check_home(home)


def _check_home(home: Path) -> int:
    from pipeline.commands.delivering import check_mail
    from pipeline.commands.folder_lines import tell_folders
    from pipeline.commands.source_lines import tell_sources
    from pipeline.practice import Home, SettingsError, check_home
    from pipeline.resources.dbt import check_rules, rules_are_known_sound
    from pipeline.resources.orchestration import take_variables

    require_system_packages()
    take_variables(home)
    problems = check_home(home)
    if problems:
        raise SettingsError(*problems)
    opened = Home.open(home)
    problems = [*_lists(opened), *tell_sources(opened), *tell_folders(opened), *check_mail(opened)]
    if problems:
        raise SettingsError(*problems)
    kept = opened.dagster_folder / "dbt"
    if not rules_are_known_sound(kept):
        click.echo("Testing the tables of rules; this takes a minute, once a version.", err=True)
    check_rules(kept)
    now = dt.datetime.now(dt.UTC)
    for practice in opened.practices:
        _tell(practice, now)
    click.echo("Settings, rules, contracts and sources are sound.")
    return DONE


def _lists(home: Home) -> list[Problem]:
    """Return what is wrong with the lists that edits look things up in."""
    from pipeline.practice.reference_files import read_references

    return [
        problem
        for practice in home.practices
        for problem in read_references(practice.reference_folder, practice.settings)[1]
    ]


def _tell(practice: Practice, now: dt.datetime) -> None:
    """Say what a practice has set up."""
    click.echo(
        f"{practice.practice_id}: {len(practice.payers)} payers, "
        f"{len(practice.clinicians)} clinicians, {len(practice.rules)} rules of its own, "
        f"{len(practice.edits)} edits of its own, {len(practice.contracts.fees)} fees, "
        f"{len(practice.contracts.enrollments)} enrollments, time zone {practice.time_zone}"
    )
    for rule in practice.rules:
        if (rule.cells["decided_on"] or "") > now.astimezone(practice.zone).date().isoformat():
            click.echo(f"  {rule.where}: decided on a day to come, and in force all the same")
