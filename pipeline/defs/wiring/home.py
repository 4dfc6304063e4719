"""What every stage borrows: the home, the writers' lock of a whole run, and what the run was asked.

Takes the folder of a home. Refuses a run while another writes.
"""

import datetime as dt
import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from pydantic import PrivateAttr

from pipeline import deleting, forgetting
from pipeline.packet_week import newest_week
from pipeline.practice import Home, Practice, SettingsError
from pipeline.practice.home import HOME_FILE
from pipeline.practice.practices import Unsound
from pipeline.rebuilding import change_over
from pipeline.resources import leftovers
from pipeline.resources.last_sound import Planned, planned
from pipeline.resources.named_files import NamedFiles
from pipeline.resources.warehouse import Warehouse
from pipeline.versions import refuse_newer_archive

# A weekly run takes minutes; one that waits longer than this waits for something that hangs.
WAIT_SECONDS = 600.0


def home_folder() -> Path:
    """Return the folder of the home this process serves: ``TRIAGE_HOME``, else ``./home``."""
    return Path(os.environ.get("TRIAGE_HOME", "home")).absolute()


def practices_of(folder: Path) -> Sequence[Planned]:
    """Return the practices of a home, in the order of their keys; none where there is no home yet.

    The graph of assets can then be looked at before the first `triage init`, and wrong settings
    take away no schedule.
    """
    return planned(folder) if (folder / HOME_FILE).is_file() else ()


class TriageHome(dg.ConfigurableResource):
    """Lends the home, and holds the writers' lock for as long as the run lasts.

    Pools bind only the daemon's queue, and a command runs its job in its own process: so it is the
    lock file that keeps two runs apart.

    Attributes:
        path: Folder of the home.
        engine: What computes this run's warehouse; empty is what the home's settings say.
        wait_seconds: How long to wait for another run to end.
    """

    path: str
    engine: str = ""
    wait_seconds: float = WAIT_SECONDS
    _aside: Sequence[Unsound] = PrivateAttr(default=())

    @contextmanager
    def yield_for_execution(
        self,
        context: dg.InitResourceContext,  # noqa: ARG002 - the caller's signature
    ) -> "Generator[TriageHome]":
        """Hold the lock from the run's first step to its last."""
        home = self.open()
        with Warehouse(home).lock(self.wait_seconds):
            refuse_newer_archive(home)
            if deleting.finish(home):
                # It was opened with the practice that is gone now.
                home = self.open()
            leftovers.sweep(home, dt.datetime.now(dt.UTC))
            forgetting.finish(home)
            self._aside = change_over(home).aside
            yield self

    def open(self) -> Home:
        """Return the home, its settings read anew.

        Raises:
            SettingsError: If those of the home are not valid, or of all its practices.
        """
        home = Home.open_serving(Path(self.path)).without(self._aside)
        return home.on_engine(self.engine) if self.engine else home


class Order(dg.ConfigurableResource):
    """What a run was asked for beyond the usual.

    Attributes:
        practice: Key of the one practice to serve; empty serves every practice of the home.
        time_zone: Serves the practices of this time zone; empty serves those of all.
        as_of_on: The day of the build, as ``2026-01-05``; empty is today in each practice's time
            zone. The greatest one ever recorded counts.
        files: Name of the list in the home's Dagster folder that says which files to bring in
            beside the practice's own sources, and where their days stand. Dagster keeps and shows
            what a run was asked, and the name of a file may be a person's.
        received_on: The day on which all files of this run were received; empty reads it from
            their arrival or, for history, from their content.
        deliver_week: Of the job that brings what is owed: first day of the one week to bring;
            empty brings all that is owed.
    """

    practice: str = ""
    time_zone: str = ""
    as_of_on: str = ""
    files: str = ""
    received_on: str = ""
    deliver_week: str = ""

    def asked_for(self, home: Home, week: dt.date, now: dt.datetime) -> set[str]:
        """Return the keys of all practices this run is for, those it cannot serve among them.

        A practice in whose time zone the week is not over yet is not one of them: its run is later.
        """
        if self.practice:
            return {self.practice}
        return {
            one.practice_id
            for one in planned(home.path)
            if self.time_zone in ("", one.time_zone)
            and newest_week(now, one.zone, one.week_starts_on) >= week
        }

    def practices(self, home: Home) -> Sequence[Practice]:
        """Return the practices this run serves.

        Raises:
            SettingsError: If settings of the one practice asked for are wrong, or there is none;
                if no practice of the time zone can be served, and settings of some are wrong.
        """
        if self.practice:
            return (home.practice(self.practice),)
        if not self.time_zone:
            return home.practices
        served = tuple(one for one in home.practices if one.time_zone == self.time_zone)
        if not served and home.unsound:
            raise SettingsError(*(problem for one in home.unsound for problem in one.problems))
        return served

    def named_files(self, home: Home) -> NamedFiles:
        """Return the files this run brings in by name; none is the usual."""
        return NamedFiles.read(home, self.files) if self.files else NamedFiles()

    def day_of_build(self, practice: Practice, now: dt.datetime) -> dt.date:
        """Return the day of the build in the practice's time zone; the clock is handed in."""
        if self.as_of_on:
            return dt.date.fromisoformat(self.as_of_on)
        return now.astimezone(practice.zone).date()
