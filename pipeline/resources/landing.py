"""The archive of every file received, by the SHA-256 of its bytes; nothing in it ever changes.

Takes what a practice's sources list. Each file's bytes are copied once; beside them a sidecar of
mode 0600 tells every delivery of these bytes with its original name, which no table repeats. A file
that was picked up before (same place, size and time of writing) is not a further delivery.
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.practice import Home, Practice
from pipeline.resources.received import Received
from pipeline.resources.sources import SourceFile, list_files
from pipeline.resources.whole_files import replace_text, sync_folder

_FIRST_RUN_DONE = ".first-run-done"
# Any other ending could be part of a name.
_ENDINGS = frozenset(
    {
        *(".835", ".837", ".837p", ".837i", ".277", ".277ca", ".999", ".997", ".ta1"),
        *(".edi", ".x12", ".era", ".rmt", ".txt", ".dat", ".csv", ".tsv", ".xlsx", ".xls"),
        *(".pdf", ".zip", ".gz"),
    }
)


@dataclass(frozen=True)
class LandedFile:
    """One distinct file of a practice in the archive.

    Attributes:
        received_on: Day of the first delivery; None where the interchange's own date tells it.
        landed_at: Instant of the first delivery, UTC.
        landed_on: The same as a day of the practice.
        delivery_count: How often these bytes were delivered.
    """

    practice_id: str
    sha256: str
    path: Path
    byte_count: int
    source_name: str
    received_on: dt.date | None
    landed_at: dt.datetime
    landed_on: dt.date
    delivery_count: int

    @property
    def file_id(self) -> str:
        """The key of the file in every table."""
        return self.sha256[:16]


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

    def waiting(self, practice: Practice) -> list[SourceFile]:
        """Return the files in a practice's sources that were not picked up yet."""
        known = _pick_ups(self._sidecars(practice))
        listed = list_files(practice.source_urls)
        return [file for file in listed if file.is_whole and _key(practice, file) not in known]

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
            received = Received("history", received.on, received.dates)
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
        """
        known = _pick_ups(self._sidecars(practice))
        counts = dict.fromkeys(("new", "repeat", "seen", "under_way", "byte"), 0)
        touched: set[Path] = set()
        for file in list_files(urls):
            key = _key(practice, file)
            if not file.is_whole:
                counts["under_way"] += 1
            elif key in known:
                counts["seen"] += 1
            else:
                known.add(key)
                delivery = _delivery(practice, file, now, received)
                path, is_new = self._keep(practice, file, delivery)
                touched.add(path.parent)
                counts["new" if is_new else "repeat"] += 1
                counts["byte"] += path.stat().st_size if is_new else 0
        for folder in touched:
            sync_folder(folder)
        return LandingReport(**{f"{name}_count": count for name, count in counts.items()})

    def landed(self, practice: Practice) -> list[LandedFile]:
        """Return every distinct file of a practice, by SHA-256."""
        return [_landed(practice, path, notes) for path, notes in self._sidecars(practice)]

    def _sidecars(self, practice: Practice) -> list[tuple[Path, dict[str, Any]]]:
        found = sorted(self.folder.glob(f"{practice.practice_id}/??/*.json"))
        return [(path, json.loads(path.read_text(encoding="utf-8"))) for path in found]

    def _keep(
        self, practice: Practice, file: SourceFile, delivery: dict[str, Any]
    ) -> tuple[Path, bool]:
        """Put the bytes and then their sidecar in place; a crash between is mended by the next."""
        root = self.folder / practice.practice_id
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = root / f".{os.getpid()}.new"
        half.touch(mode=0o600)
        file.fetch(half)
        with half.open("rb+") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            os.fsync(stream.fileno())
        target = root / sha256[:2] / sha256
        target.parent.mkdir(mode=0o700, exist_ok=True)
        half.chmod(0o400)
        half.replace(target)
        return target, _note(target.with_name(f"{sha256}.json"), target.stat().st_size, delivery)


def _note(sidecar: Path, byte_count: int, delivery: dict[str, Any]) -> bool:
    """Add a delivery to a file's sidecar; tell whether it is the first."""
    notes: dict[str, Any] = {"byte_count": byte_count, "deliveries": []}
    is_new = not sidecar.exists()
    if not is_new:
        notes = json.loads(sidecar.read_text(encoding="utf-8"))
    notes["deliveries"].append(delivery)
    replace_text(json.dumps(notes, indent=1), sidecar)
    return is_new


def _key(practice: Practice, file: SourceFile) -> tuple[str, int, str]:
    # Inside the practice's folder the place is relative, so that a home can be moved.
    inside = PurePosixPath(file.url)
    folder = practice.folder.as_posix()
    place = inside.relative_to(folder) if inside.is_relative_to(folder) else inside
    return str(place), file.byte_count, file.stamp


def _delivery(
    practice: Practice, file: SourceFile, now: dt.datetime, received: Received
) -> dict[str, Any]:
    place, _, stamp = _key(practice, file)
    landed_on = now.astimezone(practice.zone).date()
    day = received.date_of(file.url, file.name)
    if day is None and received.basis == "live":
        day = landed_on
    return {
        "place": place,
        "stamp": stamp,
        "landed_at": now.astimezone(dt.UTC).isoformat(),
        "landed_on": landed_on.isoformat(),
        "received_on": day.isoformat() if day else None,
    }


def _pick_ups(
    sidecars: Iterable[tuple[Path, dict[str, Any]]],
) -> set[tuple[str, int, str]]:
    return {
        (delivery["place"], notes["byte_count"], delivery["stamp"])
        for _, notes in sidecars
        for delivery in notes["deliveries"]
    }


def _landed(practice: Practice, sidecar: Path, notes: dict[str, Any]) -> LandedFile:
    first = notes["deliveries"][0]
    # Copies that came in one collection have no order, so the earliest day of them stands.
    together = [one for one in notes["deliveries"] if one["landed_at"] == first["landed_at"]]
    days = [dt.date.fromisoformat(one["received_on"]) for one in together if one["received_on"]]
    ending = min(PurePosixPath(one["place"]).suffix.lower() for one in together)
    return LandedFile(
        practice_id=practice.practice_id,
        sha256=sidecar.stem,
        path=sidecar.with_suffix(""),
        byte_count=notes["byte_count"],
        source_name=f"file-{sidecar.stem[:8]}{ending if ending in _ENDINGS else ''}",
        received_on=min(days, default=None),
        landed_at=dt.datetime.fromisoformat(first["landed_at"]),
        landed_on=dt.date.fromisoformat(first["landed_on"]),
        delivery_count=len(notes["deliveries"]),
    )
