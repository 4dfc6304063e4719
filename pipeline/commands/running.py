"""``run``, ``import``, ``packet``, ``worklist``: the commands that write.

Each runs a Dagster job in this process, so that the UI and the command line can never disagree.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.home_option import home_option, one_practice
from pipeline.commands.machine import require_system_packages

if TYPE_CHECKING:
    from pipeline.practice import Home

# Told here again: settings load what no command needs to say its help.
ENGINES = ("duckdb", "spark")
DATE = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option(
    "--week", type=DATE, help="A day of the week to render [default: the latest complete]."
)
@click.option("--practice", help="Key of the one practice to serve [default: all].")
@click.option("--as-of", type=DATE, help="Day of the build [default: today].")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="What computes the warehouse [default: as home.toml says, duckdb].",
)
@home_option
def run(
    home: Path,
    week: dt.datetime | None,
    practice: str | None,
    as_of: dt.datetime | None,
    engine: str | None,
) -> int:
    """Collect new files, rebuild everything, render and deliver the packet."""
    from pipeline.commands.job import run_job
    from pipeline.commands.summary import print_summary
    from pipeline.commands.weeks import (
        last_week_with_files,
        require_no_later_day,
        week_to_render,
    )
    from pipeline.practice import Home

    require_system_packages()
    opened = _on_engine(Home.open_serving(home), engine)
    require_no_later_day(opened, _day(as_of))
    order = _order(practice=practice, as_of_on=_text(as_of))
    if week is None and not opened.published_file.exists():
        # A first run finds history, and which week is its last one shows when it is loaded.
        loaded = run_job(opened, "refresh", order)
        chosen = last_week_with_files(opened, practice, _day(as_of))
        printed = run_job(opened, "packets", _order(practice=practice), week=chosen.isoformat())
        done = loaded.and_then(printed)
    else:
        chosen = week_to_render(opened, practice, _day(week), _day(as_of))
        done = run_job(opened, "weekly_triage", order, week=chosen.isoformat())
    return print_summary(opened, done, chosen, practice)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--practice", help="Key of the practice that received them.")
@click.option("--received-on", type=DATE, help="The day on which all these files were received.")
@click.option(
    "--received-dates",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with the columns path and received_on, a day for each file.",
)
@home_option
def import_files(
    home: Path,
    paths: tuple[Path, ...],
    practice: str | None,
    received_on: dt.datetime | None,
    received_dates: Path | None,
) -> int:
    """Bring history in, all at once; packets of old weeks come from `triage packet --since`."""
    from pipeline.commands.job import run_job
    from pipeline.commands.summary import print_import
    from pipeline.practice import Home
    from pipeline.resources.named_files import NamedFiles

    if received_on and received_dates:
        both = "--received-on and --received-dates both say when; give one of them."
        raise click.UsageError(both)
    opened = Home.open_serving(home)
    order = _order(practice=_only(opened, practice), received_on=_text(received_on))
    files = NamedFiles(
        paths=tuple(str(path.absolute()) for path in paths),
        received_dates=str(received_dates.absolute()) if received_dates else "",
    )
    return print_import(run_job(opened, "refresh", order, files=files), paths)


@click.command()
@click.option("--week", type=DATE, help="A day of the one week to render.")
@click.option("--since", type=DATE, help="Render every complete week from this day on.")
@click.option("--practice", help="Key of the one practice to serve [default: all].")
@home_option
def packet(
    home: Path, week: dt.datetime | None, since: dt.datetime | None, practice: str | None
) -> int:
    """Render old weeks again, from what is already loaded."""
    from pipeline.commands.job import run_job
    from pipeline.commands.weeks import weeks_to_render
    from pipeline.practice import Home

    if (week is None) == (since is None):
        neither = "Give either --week DATE or --since DATE."
        raise click.UsageError(neither)
    require_system_packages()
    opened = Home.open_serving(home)
    for one in weeks_to_render(opened, practice, _day(week), _day(since)):
        done = run_job(opened, "packets", _order(practice=practice), week=one.isoformat())
        for path in done.paths("packet/weekly_packet"):
            click.echo(path)
    return 0


@click.command()
@click.option("--practice", help="Key of the one practice to serve [default: all].")
@home_option
def worklist(home: Path, practice: str | None) -> int:
    """Collect new files and write today's worklists, a page an owner."""
    from pipeline.commands.job import run_job
    from pipeline.commands.source_lines import say_sources
    from pipeline.commands.summary import DONE, NEEDS_A_PERSON, say_unsound, set_aside
    from pipeline.practice import Home

    require_system_packages()
    opened = Home.open_serving(home)
    done = run_job(opened, "refresh", _order(practice=practice))
    for path in done.paths("packet/worklists"):
        click.echo(path)
    needed = say_sources(opened, done) + set_aside(done) + say_unsound(opened)
    return NEEDS_A_PERSON if needed else DONE


def _on_engine(home: Home, engine: str | None) -> Home:
    return home.on_engine(engine) if engine else home


def _order(**asked: Any) -> dict[str, Any]:
    """Keep what was asked for; the rest is the usual."""
    return {name: value for name, value in asked.items() if value}


def _only(home: Home, practice: str | None) -> str:
    return one_practice(home, practice).practice_id


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None


def _text(moment: dt.datetime | None) -> str:
    return moment.date().isoformat() if moment else ""
