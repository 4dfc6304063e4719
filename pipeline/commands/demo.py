"""``demo``: an invented practice, its files, and the whole pipeline over them.

Takes nothing. Refuses to touch a folder that holds a home of real people.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from pipeline.commands.machine import require_system_packages
from pipeline.errors import Problem

if TYPE_CHECKING:
    from pipeline.synthetic import Season

SEED = 2026
QUERIES = (
    "select category, sum(claim_count) as claims, sum(denied_usd) as denied_usd "
    "from rollups.rlp_category_week group by category order by denied_usd desc",
    "select payer_id, packet_week, initial_denial_count, adjudicated_count "
    "from rollups.rlp_payer_week order by packet_week desc, initial_denial_count desc limit 12",
    "select claim_number, payer_id, category, opened_on, act_by_on, denied_usd from "
    "facts.fct_denials where closed_on is null order by act_by_on, denied_usd desc limit 10",
)


@click.command()
@click.option("--weeks", default=26, show_default=True, help="Weeks of files to invent.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day it is [default: today].")
@click.argument("folder", default="demo", type=click.Path(path_type=Path))
def demo(folder: Path, weeks: int, as_of: dt.datetime | None) -> int:
    """Invent a practice with half a year of files in ./demo and run the pipeline over it."""
    from pipeline.commands.job import run_job
    from pipeline.commands.summary import print_summary
    from pipeline.packet_week import last_complete_week
    from pipeline.practice import Home
    from pipeline.resources.named_files import NamedFiles
    from pipeline.synthetic import Season, write_season

    require_system_packages()
    begun = time.monotonic()
    today = as_of.date() if as_of else day_there(dt.datetime.now(dt.UTC))
    season = Season(seed=SEED, as_of_on=today, weeks=weeks)
    folder = folder.absolute()
    written = write_season(_new_practice(folder, season), season)
    home = Home.open(folder)
    invented = time.monotonic() - begun
    click.echo(
        f"Invented {season.name}: {written.claim_count} claims in {written.file_count} files, "
        f"{weeks} weeks ({invented:.1f} s)"
    )
    week = last_complete_week(today, home.practices[0].week_starts_on)
    order = {"as_of_on": today.isoformat()}
    files = NamedFiles(received_dates=str(written.received_csv))
    done = run_job(home, "weekly_triage", order, week=week.isoformat(), files=files)
    code = print_summary(home, done, week, None)
    _print_queries(folder)
    _print_times(invented, done.seconds)
    return code


def day_there(now: dt.datetime) -> dt.date:
    """Return the practice's day, not the machine's: its week ends at its own midnight."""
    from pipeline.synthetic import TIME_ZONE

    return now.astimezone(ZoneInfo(TIME_ZONE)).date()


def _new_practice(folder: Path, season: Season) -> Path:
    """Write a home anew, in place of an earlier demo, and return its practice's folder, bare.

    Raises:
        SettingsError: If the folder holds anything but an earlier demo.
    """
    from pipeline.practice import Home, SettingsError, init_home

    if folder.exists() and any(folder.iterdir()):
        try:
            invented = all(practice.invented for practice in Home.open(folder).practices)
        except SettingsError:
            invented = False
        if not invented:
            raise SettingsError(_not_a_demo(folder))
        shutil.rmtree(folder)
    practice = init_home(folder, season.practice_id, season.name).practices[0]
    # A season brings its own inbox, and writes none beside another's.
    practice.inbox.rmdir()
    return practice.folder


def _not_a_demo(folder: Path) -> Problem:
    return Problem(
        str(folder),
        "This folder holds something else than an earlier demo.",
        "The demo writes its folder anew and would delete it.",
        "Name another folder: triage demo DIR",
    )


def _print_queries(folder: Path) -> None:
    called_as = os.environ.get("TRIAGE_CALLED_AS", "triage")
    click.echo("\nThree questions to try:")
    for query in QUERIES:
        click.echo(f'  {called_as} sql --home {os.path.relpath(folder)} "{query}"')


def _print_times(invented: float, ran: float) -> None:
    set_up = os.environ.get("TRIAGE_SET_UP_SECONDS", "0")
    click.echo(f"\nSet-up {set_up} s, files {invented:.0f} s, run {ran:.0f} s.")
