"""What the archive knows of each file beside its bytes: every delivery, with its original name.

A sidecar is JSON of mode 0600 beside the bytes, named by their hash. Its first delivery decides
when the file was received; a later copy never moves it. Refuses nothing: only the landing archive
writes sidecars.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.practice import Practice
from pipeline.resources.received import Received
from pipeline.resources.sources import SourceFile

PickUp = tuple[str, int, str]
"""Place, size and time of writing of a file as a source listed it."""

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


class Sidecars:
    """The sidecars of one practice, by their path."""

    def __init__(self, folder: Path, practice: Practice) -> None:
        """Read every sidecar below the practice's archive."""
        self.practice = practice
        self.notes: dict[Path, dict[str, Any]] = {
            path: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted(folder.glob("??/*.json"))
        }

    def pick_ups(self) -> set[PickUp]:
        """Return what was picked up so far."""
        return {
            (delivery["place"], notes["byte_count"], delivery["stamp"])
            for notes in self.notes.values()
            for delivery in notes["deliveries"]
        }

    def add(self, path: Path, byte_count: int, delivery: Mapping[str, Any]) -> bool:
        """Note a delivery of the bytes beside ``path``; tell whether it is their first."""
        is_new = path not in self.notes
        notes = self.notes.setdefault(path, {"byte_count": byte_count, "deliveries": []})
        notes["deliveries"].append(delivery)
        return is_new

    def text(self, path: Path) -> str:
        """Return a sidecar as it is written."""
        return json.dumps(self.notes[path], indent=1)

    def landed(self) -> list[LandedFile]:
        """Return every distinct file, by SHA-256."""
        return [_landed(self.practice, path, notes) for path, notes in self.notes.items()]


def pick_up(practice: Practice, file: SourceFile) -> PickUp:
    """Return what tells one delivery from the next.

    Inside the practice's folder the place is relative, so that a home can be moved.
    """
    place, folder = PurePosixPath(file.url), practice.folder.as_posix()
    if place.is_relative_to(folder):
        place = place.relative_to(folder)
    return str(place), file.byte_count, file.stamp


def delivery_of(
    practice: Practice, file: SourceFile, now: dt.datetime, received: Received
) -> dict[str, Any]:
    """Return what a sidecar says of one delivery."""
    place, _, stamp = pick_up(practice, file)
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
