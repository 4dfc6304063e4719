"""What the archive knows of each file beside its bytes: every delivery, with its original name.

A sidecar is JSON of mode 0600 beside the bytes, named by their hash. Its first delivery decides
when the file was received; a later copy never moves it. Refuses nothing: only the landing archive
writes sidecars.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.practice import Practice
from pipeline.resources.archived_bytes import read_note
from pipeline.resources.forgotten import Forgotten, PickUp, PickUps
from pipeline.resources.picking_up import Copy
from pipeline.resources.received import Received
from pipeline.resources.sealing import seal_text
from pipeline.resources.sources import SourceFile

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
        refused: Code of why the file, a package, was not opened; empty for any other.
        key: Opens the bytes where they are locked.
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
    refused: str = ""
    key: str = field(default="", repr=False)

    @property
    def file_id(self) -> str:
        """The key of the file in every table."""
        return self.sha256[:16]


class Sidecars:
    """The sidecars of one practice, by their path."""

    def __init__(
        self, folder: Path, practice: Practice, forgotten: Forgotten, keys: tuple[str, str]
    ) -> None:
        """Read every sidecar below the practice's archive.

        Args:
            folder: The archive.
            practice: Whose it is.
            forgotten: What it was told to forget.
            keys: What opens a locked note, and what new ones are locked with; empty: nothing.
        """
        self._key, self.lock_key = keys
        self.practice = practice
        self.forgotten = forgotten
        self.notes: dict[Path, dict[str, Any]] = {
            path: json.loads(read_note(path, self._key))
            for path in sorted(folder.glob("??/*.json"))
        }

    def pick_ups(self) -> set[PickUp]:
        """Return what was picked up so far, and what was forgotten since.

        A package counts when all of its members are noted: a crash between two notes would else
        lose the rest of it for ever.
        """
        known = set[PickUp]()
        members, wanted = defaultdict[PickUp, set[str]](set), dict[PickUp, int]()
        for notes in self.notes.values():
            for delivery in notes["deliveries"]:
                told = _picked_up(notes, delivery)
                if "package" in delivery:
                    members[told].add(delivery["place"])
                    wanted[told] = delivery["package_member_count"]
                else:
                    known.add(told)
        known |= {told for told, places in members.items() if len(places) >= wanted[told]}
        return PickUps(known, self.forgotten)

    def pick_ups_of(self, path: Path) -> set[PickUp]:
        """Return what was picked up of the bytes beside a sidecar; for a member, its package."""
        notes = self.notes[path]
        return {_picked_up(notes, delivery) for delivery in notes["deliveries"]}

    def add(self, path: Path, byte_count: int, delivery: Mapping[str, Any]) -> bool:
        """Note a delivery of the bytes beside ``path``; tell whether it is their first."""
        is_new = path not in self.notes
        notes = self.notes.setdefault(path, {"byte_count": byte_count, "deliveries": []})
        # What a crash kept from being whole is fetched again: the same delivery, not one more.
        if not any(_is_same(one, delivery) for one in notes["deliveries"]):
            notes["deliveries"].append(delivery)
        return is_new

    def text(self, path: Path) -> str:
        """Return a sidecar as it is written."""
        return seal_text(json.dumps(self.notes[path], indent=1), self.lock_key)

    def landed(self) -> list[LandedFile]:
        """Return every distinct file, by SHA-256."""
        return [
            replace(_landed(self.practice, path, notes), key=self._key)
            for path, notes in self.notes.items()
        ]


def _picked_up(notes: Mapping[str, Any], delivery: Mapping[str, Any]) -> PickUp:
    return (
        delivery.get("package", delivery["place"]),
        delivery.get("package_byte_count", notes["byte_count"]),
        delivery["stamp"],
    )


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two deliveries of the same bytes are one: a member's place and stamp."""
    return "package" in other and (one["place"], one["stamp"]) == (other["place"], other["stamp"])


def pick_up(practice: Practice, file: SourceFile) -> PickUp:
    """Return what tells one delivery from the next.

    Inside the practice's folder the place is relative, so that a home can be moved.
    """
    folder = practice.folder.as_posix() + "/"
    return file.place.removeprefix(folder), file.byte_count, file.stamp


def delivery_of(
    practice: Practice, copy: Copy, now: dt.datetime, received: Received
) -> dict[str, Any]:
    """Return what a sidecar says of one delivery; of what came packed, where in what."""
    place, byte_count, stamp = pick_up(practice, copy.file)
    landed_on = now.astimezone(practice.zone).date()
    day = received.date_of(copy.file.url, copy.file.name)
    if day is None and received.basis == "live":
        day = landed_on
    told = {
        "place": f"{place}!{copy.member}" if copy.member else place,
        "stamp": stamp,
        "landed_at": now.astimezone(dt.UTC).isoformat(),
        "landed_on": landed_on.isoformat(),
        "received_on": day.isoformat() if day else None,
    }
    if copy.member:
        told |= {
            "package": place,
            "package_byte_count": byte_count,
            "package_member_count": copy.member_count,
        }
    return told | ({"refused": copy.refused} if copy.refused else {})


def _landed(practice: Practice, sidecar: Path, notes: dict[str, Any]) -> LandedFile:
    first = notes["deliveries"][0]
    # Copies that came in one collection have no order, so the earliest day of them stands.
    together = [one for one in notes["deliveries"] if one["landed_at"] == first["landed_at"]]
    days = [dt.date.fromisoformat(one["received_on"]) for one in together if one["received_on"]]
    # Of the first alone: a kill between two sources makes two collections of one.
    ending = PurePosixPath(first["place"]).suffix.lower()
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
        refused=first.get("refused", ""),
    )
