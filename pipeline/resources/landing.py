"""The archive of every file received, by the SHA-256 of its bytes; nothing in it ever changes.

Takes what a practice's sources list. Each file's bytes are copied once; the sidecar beside them
tells every delivery of these bytes. A file that was picked up before (same place, size and time of
writing) is not a further delivery. A source that fails costs its own files and a note of it, and
no other source's. Refuses only what a person named and is not there.
"""

import datetime as dt
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from pipeline.practice import Home, Practice, RemoteSource
from pipeline.resources.collecting import Collection
from pipeline.resources.forgotten import Forgotten, PickUp
from pipeline.resources.landing_report import LandingReport
from pipeline.resources.reaching import Reaching
from pipeline.resources.received import Received
from pipeline.resources.settling import RUNS, Seen, Settling, TakesAll, read_seen, write_seen
from pipeline.resources.sidecars import LandedFile, Sidecars
from pipeline.resources.source_looks import Look, read_looks, shown_source
from pipeline.resources.sources import opened

__all__ = ["BroughtIn", "Landing", "LandingReport"]


@dataclass(frozen=True)
class BroughtIn:
    """What came of the folders and files that a person named.

    Attributes:
        report: In counts.
        refused: Full path of each file and folder that cannot be read; private, as names are.
    """

    report: LandingReport
    refused: tuple[str, ...] = ()


class Landing:
    """The landing archive of a home."""

    def __init__(self, home: Home, reaching: Reaching | None = None) -> None:
        """Remember where the home keeps its archive and how sources are reached.

        Nothing is read yet. Left out, no secret is at hand and no fault is waited for.
        """
        self.folder = home.landing_folder
        self._home = home
        self.reaching = reaching or Reaching()

    def landed(self, practice: Practice) -> list[LandedFile]:
        """Return every distinct file of a practice, by SHA-256."""
        return self.sidecars(practice).landed()

    def looks(self, practice: Practice) -> list[Look]:
        """Return every look into a practice's sources, the earliest first."""
        return read_looks(self._root(practice))

    def collect(self, practice: Practice, now: dt.datetime, received: Received) -> LandingReport:
        """Copy what is new in the practice's sources into the archive.

        What the first look into a source finds is history, whatever ``received`` says of the
        basis: it has piled up. A source that fails is noted, and the others are collected.

        Args:
            practice: Whose sources to look into.
            now: The instant of arrival, with a time zone.
            received: What is known about the day of arrival.

        Raises:
            WriteError: This machine's disk is full or read-only.
        """
        root = self._root(practice)
        sidecars, before = self.sidecars(practice), read_seen(root)
        report, seen = LandingReport(), list[Seen]()
        for source in practice.sources:
            settling = Settling(shown_source(practice, source), now, source.quiet, before)
            one = Collection(root, practice, sidecars, now, received, self.reaching)
            report += one.from_source(source, settling)
            seen += settling.noted.values()
        write_seen(root / RUNS, seen)
        return report

    def bring_in(
        self, practice: Practice, urls: Sequence[str], now: dt.datetime, received: Received
    ) -> BroughtIn:
        """Copy what is new in the given folders and files into the practice's archive.

        What of it cannot be read is told, and costs nothing else.

        Raises:
            SourceError: If one of them cannot be listed.
            ReceivedError: If a list of dates is meant for other files.
        """
        root, sidecars = self._root(practice), self.sidecars(practice)
        one = Collection(root, practice, sidecars, now, received, self.reaching)
        with ExitStack() as open_ones:
            stores = [
                open_ones.enter_context(opened(RemoteSource(url=url), Path(), self.reaching))
                for url in urls
            ]
            listed = [(store, self.reaching.attempt(store.listed)) for store in stores]
            one.assert_dates_are_of([file for _, listing in listed for file in listing.files])
            report, refused = LandingReport(), list[str]()
            for store, listing in listed:
                told, fetched = one.take(store, listing.files, TakesAll())
                if fetched.problem:
                    raise fetched.problem
                report += told
                refused += [*listing.closed, *(file.url for file in fetched.refused)]
        return BroughtIn(report, tuple(refused))

    def pick_ups(self, practice: Practice) -> set[PickUp]:
        """Return what was picked up so far."""
        return self.sidecars(practice).pick_ups()

    def sidecars(self, practice: Practice) -> Sidecars:
        """Return what is told of every file of a practice, and what it forgot."""
        folder = self._root(practice)
        forgotten = Forgotten(folder, lambda: self._home.secret)
        return Sidecars(folder, practice, forgotten, self._home.archive_keys(practice))

    def _root(self, practice: Practice) -> Path:
        return self.folder / practice.practice_id
