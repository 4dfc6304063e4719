"""``rebuild``, ``backup``, ``restore``, ``key``: what a home keeps, again and elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.home_option import home_option
from pipeline.errors import Problem

if TYPE_CHECKING:
    from pipeline.commands.job import Done
    from pipeline.practice import Home

WAIT_SECONDS = 600.0


@click.command()
@home_option
def rebuild(home: Path) -> None:
    """Make the warehouse again from landing alone; nothing is collected or printed."""
    from pipeline.practice import Home
    from pipeline.rebuilding import ask_for_rebuild
    from pipeline.resources.warehouse import Warehouse

    opened = Home.open(home)
    with Warehouse(opened).lock(WAIT_SECONDS):
        ask_for_rebuild(opened)
    print_rebuilt(opened, rebuild_now(opened))


def rebuild_now(home: Home) -> Done:
    """Run the job that makes the warehouse again, as of the day of the last build."""
    from pipeline.commands.job import run_job
    from pipeline.run_journal import last_day

    days = [day for practice in home.practices if (day := last_day(home, practice))]
    # Each practice's own last day is later or the same, and the greatest counts.
    order = {"as_of_on": min(days).isoformat()} if days else {}
    return run_job(home, "rebuild", order)


def print_rebuilt(home: Home, done: Done) -> None:
    """Print what the new warehouse was made of."""
    loaded = done.metadata["raw/files"]
    click.echo(
        f"Rebuilt {home.published_file} from {loaded['file_count']} files "
        f"in {done.seconds:.1f} s; {loaded['quarantined_count']} of them cannot be read"
    )


@click.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--not-locked", is_flag=True, help="Allow a backup that anybody can read.")
@home_option
def backup(home: Path, target: Path, not_locked: bool) -> None:
    """Write the home as one file, locked with its key; landing makes the warehouse again."""
    from pipeline.backups import BackupError, back_up
    from pipeline.practice import Home
    from pipeline.resources.warehouse import Warehouse

    # An unlocked one leaves secrets out, and settings that are wrong do not say which they are.
    opened = Home.open(home) if not_locked else Home.open_sound(home)
    if not opened.at_rest_key and not not_locked:
        raise BackupError(_open_to_all(target))
    with Warehouse(opened).lock(WAIT_SECONDS):
        report = back_up(opened, target)
    how = "locked" if report.is_locked else "NOT locked: it holds patients' data for all to read"
    click.echo(
        f"Backup     {target}: {report.file_count} files, {report.byte_count} bytes, {how}; "
        "read back whole"
    )
    for name in report.left_out:
        click.echo(f"Left out   {name}: keep a copy apart")
    if report.link_count:
        click.echo(f"Left out   {report.link_count} links; they are not followed")


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File that holds the key of a locked backup.",
)
def restore(source: Path, folder: Path, key_file: Path | None) -> None:
    """Make a home of a backup, in a folder that is not there yet."""
    from pipeline.backups import restore

    key = key_file.read_text("utf-8").strip() if key_file else ""
    report = restore(source, folder, key)
    click.echo(f"Restored   {folder}: {report.file_count} files, {report.byte_count} bytes")
    click.echo(
        f"Next       put back secrets that were kept apart, then: triage check --home {folder}"
    )
    click.echo(f"           and make the warehouse: triage rebuild --home {folder}")


@click.command()
@click.argument("file", metavar="FILE", required=False, type=click.Path(path_type=Path))
@click.option("--warehouse", is_flag=True, help="Print the key of the locked warehouse.")
@home_option
def key(home: Path, file: Path | None, warehouse: bool) -> None:
    """Write a new key for encryption at rest into FILE; or print that of the warehouse.

    The warehouse's own key opens nothing else: an analyst may hold it.
    """
    from pipeline.practice import Home
    from pipeline.resources.sealing import warehouse_key

    if warehouse:
        click.echo(warehouse_key(Home.open_sound(home).at_rest_key))
    elif file:
        _write_key(file)
    else:
        neither = "Name a FILE to write a new key into, or ask for --warehouse."
        raise click.UsageError(neither)


def _write_key(file: Path) -> None:
    import os

    from pipeline.resources.sealing import new_key

    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        there = "FILE is there: what an earlier key locked would be lost with it."
        raise click.UsageError(there) from None
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(new_key() + "\n")
    click.echo(f"Key        {file}: keep a copy apart; what it locks nobody can read without it")
    click.echo(
        "Next       home.toml, or practice.toml for a key of its own, under [at_rest]: "
        'key = { file = "…" }, then: triage run'
    )


def _open_to_all(target: Path) -> Problem:
    return Problem(
        str(target),
        "The home has no key, so this backup would not be locked.",
        "It holds every file received: whoever finds it reads of patients.",
        "Set a key (docs/keeping.md), or say so with --not-locked and lock its disk.",
    )
