"""The archive of every file received, by the SHA-256 of its bytes; nothing in it ever changes.

Takes what a practice's sources list. Each file's bytes are copied once; the sidecar beside them
tells every delivery of these bytes. A file that was picked up before (same place, size and time of
writing) is not a further delivery. Refuses nothing but a source that cannot be listed.
"""

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.practice import Home, Practice
from pipeline.resources.received import Received
from pipeline.resources.sidecars import LandedFile, Sidecars, delivery_of, pick_up
from pipeline.resources.sources import SourceFile, list_files
from pipeline.resources.whole_files import put_in_place, replace_text, replace_texts

_FIRST_RUN_DONE = ".first-run-done"
_ARRIVING = ".arriving"


@dataclass(frozen=True)
class LandingReport:
    """What one collection did, in counts.

    Attributes:
        new_count: Files whose bytes were not in the archive.
        repeat_count: Further deliveries of bytes that were.
        seen_count: Files picked up before and left alone.
        under_way_count: Files whose upload has not ended.
        byte_count: Bytes of the new files.
    """

    new_count: int = 0
    repeat_count: int = 0
    seen_count: int = 0
    under_way_count: int = 0
    byte_count: int = 0


class Landing:
    """The landing archive of a home."""

    def __init__(self, home: Home) -> None:
        """Remember where the home keeps its archive; nothing is read yet."""
        self.folder = home.landing_folder

    def landed(self, practice: Practice) -> list[LandedFile]:
        """Return every distinct file of a practice, by SHA-256."""
        return self._sidecars(practice).landed()

    def waiting(self, practice: Practice) -> list[SourceFile]:
        """Return the files in a practice's sources that were not picked up yet."""
        known = self._sidecars(practice).pick_ups()
        listed = list_files(practice.source_urls)
        return [file for file in listed if file.is_whole and pick_up(practice, file) not in known]

    def collect(self, practice: Practice, now: dt.datetime, received: Received) -> LandingReport:
        """Copy what is new in the practice's sources into the archive.

        What the first run of a practice finds is history, whatever ``received`` says of the
        basis: it has piled up.

        Args:
            practice: Whose sources to look into.
            now: The instant of arrival, with a time zone.
            received: What is known about the day of arrival.

        Raises:
            SourceError: If a source cannot be listed.
        """
        done = self.folder / practice.practice_id / _FIRST_RUN_DONE
        if not done.exists():
            received = replace(received, basis="history")
        report = self.bring_in(practice, practice.source_urls, now, received)
        # An empty inbox is no first run: its history may still come.
        if report.new_count + report.repeat_count + report.seen_count and not done.exists():
            replace_text("", done)
        return report

    def bring_in(
        self, practice: Practice, urls: Sequence[str], now: dt.datetime, received: Received
    ) -> LandingReport:
        """Copy what is new in the given folders and files into the practice's archive.

        Raises:
            SourceError: If one of them cannot be listed.
            ReceivedError: If a list of dates is meant for other files.
        """
        sidecars = self._sidecars(practice)
        known = sidecars.pick_ups()
        listed = list(list_files(urls))
        whole = [file for file in listed if file.is_whole]
        fresh = [file for file in whole if pick_up(practice, file) not in known]
        received.assert_names_some_of([(file.url, file.name) for file in fresh])
        new_bytes: list[int] = []
        touched: set[Path] = set()
        for file, path in zip(fresh, self._keep(practice, fresh), strict=True):
            sidecar = path.with_name(f"{path.name}.json")
            size = path.stat().st_size
            if sidecars.add(sidecar, size, delivery_of(practice, file, now, received)):
                new_bytes.append(size)
            touched.add(sidecar)
        # After the bytes: what a crash leaves without a sidecar is landed again.
        replace_texts({path: sidecars.text(path) for path in touched})
        return LandingReport(
            new_count=len(new_bytes),
            repeat_count=len(fresh) - len(new_bytes),
            seen_count=len(whole) - len(fresh),
            under_way_count=len(listed) - len(whole),
            byte_count=sum(new_bytes),
        )

    def _sidecars(self, practice: Practice) -> Sidecars:
        return Sidecars(self.folder / practice.practice_id, practice)

    def _keep(self, practice: Practice, files: Sequence[SourceFile]) -> list[Path]:
        """Copy files into the archive, and return where the bytes of each are."""
        if not files:
            return []
        root = self.folder / practice.practice_id
        arriving = root / _ARRIVING
        shutil.rmtree(arriving, ignore_errors=True)
        arriving.mkdir(mode=0o700, parents=True)
        halves = dict(_copied(files, arriving, root))
        for target in halves.values():
            target.parent.mkdir(mode=0o700, exist_ok=True)
        put_in_place(halves)
        arriving.rmdir()
        return list(halves.values())


def _copied(files: Sequence[SourceFile], arriving: Path, root: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each copy and the place its hash gives it in the archive."""
    for number, file in enumerate(files):
        copy = arriving / str(number)
        copy.touch(mode=0o600)
        file.fetch(copy)
        with copy.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        copy.chmod(0o400)
        yield copy, root / sha256[:2] / sha256
