"""What every stage borrows: the home, the writers' lock of a whole run, and what the run was asked.

Takes the folder of a home. Refuses a run while another writes.
"""

import datetime as dt
import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipeline.practice import Home, Practice
from pipeline.practice.home import HOME_FILE
from pipeline.resources.warehouse import Warehouse

# A weekly run takes minutes; one that waits longer than this waits for something that hangs.
WAIT_SECONDS = 600.0


def home_folder() -> Path:
    """Return the folder of the home this process serves: ``TRIAGE_HOME``, else ``./home``."""
    return Path(os.environ.get("TRIAGE_HOME", "home")).absolute()


def practices_of(folder: Path) -> Sequence[Practice]:
    """Return the practices of a home; none where there is no home yet.

    The graph of assets can then be looked at before the first `triage init`.
    """
    return Home.open(folder).practices if (folder / HOME_FILE).is_file() else ()


class TriageHome(dg.ConfigurableResource):
    """Lends the home, and holds the writers' lock for as long as the run lasts.

    Pools bind only the daemon's queue, and a command runs its job in its own process: so it is the
    lock file that keeps two runs apart.
    """

    path: str
    wait_seconds: float = WAIT_SECONDS

    @contextmanager
    def yield_for_execution(
        self,
        context: dg.InitResourceContext,  # noqa: ARG002 - the caller's signature
    ) -> "Generator[TriageHome]":
        """Hold the lock from the run's first step to its last."""
        with Warehouse(self.open()).lock(self.wait_seconds):
            yield self

    def open(self) -> Home:
        """Return the home, its settings read anew.

        Raises:
            SettingsError: If they are not valid; no stage runs on half of them.
        """
        return Home.open(Path(self.path))


class Order(dg.ConfigurableResource):
    """What a run was asked for beyond the usual.

    Attributes:
        practice: Key of the one practice to serve; empty serves every practice of the home.
        as_of_on: The day of the build, as ``2026-01-05``; empty is today in each practice's time
            zone. The greatest one ever recorded counts.
        paths: Files and folders to bring in beside the practice's own sources.
        received_on: The day on which all files of this run were received; empty reads it from
            their arrival or, for history, from their content.
        received_dates: A CSV with the columns path and date that says so for each file.
    """

    practice: str = ""
    as_of_on: str = ""
    paths: list[str] = []  # noqa: RUF012  # a field of a settings model, copied for each object
    received_on: str = ""
    received_dates: str = ""

    def practices(self, home: Home) -> Sequence[Practice]:
        """Return the practices this run serves."""
        return (home.practice(self.practice),) if self.practice else home.practices

    def day_of_build(self, practice: Practice, now: dt.datetime) -> dt.date:
        """Return the day of the build in the practice's time zone; the clock is handed in."""
        if self.as_of_on:
            return dt.date.fromisoformat(self.as_of_on)
        return now.astimezone(practice.zone).date()
