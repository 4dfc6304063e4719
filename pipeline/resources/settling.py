"""Whether a file at a source is whole: takes what was seen of it, by whom and when.

Three rules, each of which a half-sent file breaks in its own way: nobody may have it open; where
that cannot be told, here or at a server, it must not have changed for some minutes; and its end
must be there. A clock may be wrong, so what counts is how long we saw the file unchanged ourselves;
its time of writing counts only where it lies so far back that no clock is that wrong. Refuses to
wait for ever: a file that stays without its end for a day is taken as it is, and the reader tells
what is missing.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Protocol

from pipeline.practice.source_settings import QUIET_MINUTES
from pipeline.resources.endings import has_its_end
from pipeline.resources.sources import SourceFile, Store
from pipeline.resources.whole_files import replace_text

# Machines keep their clocks to a second, or are off by whole hours of a wrong time zone; two hours
# were never seen without somebody noticing. Decided 2026-11-29.
WRONG_CLOCK = dt.timedelta(hours=2)

QUIET = dt.timedelta(minutes=QUIET_MINUTES)

# An upload that takes longer is given up by every clearinghouse we know of. Decided 2026-11-29.
LONGEST_WAIT = dt.timedelta(days=1)

RUNS, SENSOR = ".seen-by-runs.json", ".seen-by-sensor.json"
"""What was seen waiting; a file each, for the sensor looks while a run writes."""


class Judge(Protocol):
    """Decides whether a file is taken now."""

    def may_fetch(self, store: Store, file: SourceFile) -> bool:
        """Return whether it is worth fetching."""
        ...

    def is_whole(self, file: SourceFile, copy: Path) -> bool:
        """Return whether what was fetched is the whole file."""
        ...


class TakesAll:
    """For files that a person names: they are taken as they are."""

    def may_fetch(self, store: Store, file: SourceFile) -> bool:
        """Return that it is."""
        del store, file
        return True

    def is_whole(self, file: SourceFile, copy: Path) -> bool:
        """Return that it is."""
        del file, copy
        return True


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that is not picked up yet.

    Attributes:
        file: Digest of its place, size and stamp.
        source: Where it is, as it may be printed.
        first_at: When it was first seen like that, UTC.
        is_torn: Whether it was fetched and its end was missing.
        is_ready: Whether it may be fetched.
    """

    file: str
    source: str
    first_at: dt.datetime
    is_torn: bool = False
    is_ready: bool = False


@dataclass
class Settling:
    """What earlier looks saw of the files of a source, and what this one does.

    Attributes:
        source: As it may be printed.
        now: The instant of this look.
        quiet: For how long a file must not have changed, as settings say; None: where the source
            tells who writes, not at all, else ``QUIET_MINUTES``.
        before: What was seen before, by file.
        noted: What this look sees that is not picked up yet, by file.
    """

    source: str
    now: dt.datetime
    quiet: dt.timedelta | None
    before: Mapping[str, Seen] = field(default_factory=dict)
    noted: dict[str, Seen] = field(default_factory=dict)

    def may_fetch(self, store: Store, file: SourceFile) -> bool:
        """Return whether the file was quiet for long enough and nobody has it open."""
        key = key_of(file)
        is_written = store.is_being_written(file)
        is_ready = not is_written and self._is_quiet(file, is_written)
        seen = self.before.get(key) or Seen(key, self.source, self.now)
        self.noted[key] = replace(seen, is_ready=is_ready)
        return is_ready

    def is_whole(self, file: SourceFile, copy: Path) -> bool:
        """Return whether a copy has its end, or was waited for long enough."""
        if has_its_end(copy) or self._age(file) >= LONGEST_WAIT:
            return True
        key = key_of(file)
        self.noted[key] = replace(self.noted[key], is_torn=True)
        return False

    def is_worth_a_run(self, store: Store, file: SourceFile) -> bool:
        """Return whether a run would take the file, as far as a look can tell."""
        seen = self.before.get(key_of(file))
        is_ready = self.may_fetch(store, file)
        if seen is not None and seen.is_torn and self._age(file) < LONGEST_WAIT:
            self.noted[seen.file] = replace(self.noted[seen.file], is_ready=False)
            return False
        return is_ready

    def _is_quiet(self, file: SourceFile, is_written: bool | None) -> bool:
        quiet = self.quiet
        if quiet is None:
            quiet = QUIET if is_written is None else dt.timedelta()
        return self._seen_for(file) >= quiet or self._age(file) >= WRONG_CLOCK + quiet

    def _seen_for(self, file: SourceFile) -> dt.timedelta:
        seen = self.before.get(key_of(file))
        return self.now - seen.first_at if seen else dt.timedelta()

    def _age(self, file: SourceFile) -> dt.timedelta:
        """Return for how long it is known to be like this, by our clock or by the source's."""
        written = self.now - file.written_at if file.written_at else dt.timedelta()
        return max(self._seen_for(file), written)


def read_seen(folder: Path) -> dict[str, Seen]:
    """Return what runs and sensor saw waiting, by file; of two sights of one the earlier."""
    found: dict[str, Seen] = {}
    for name in (RUNS, SENSOR):
        for seen in _rows(folder / name):
            other = found.get(seen.file, seen)
            found[seen.file] = replace(
                seen,
                first_at=min(seen.first_at, other.first_at),
                is_torn=seen.is_torn or other.is_torn,
            )
    return found


def write_seen(path: Path, seen: Iterable[Seen]) -> None:
    """Keep what a look saw; it holds no name of a file, which may be a person's."""
    rows = [asdict(one) for one in seen]
    if rows or path.exists():
        replace_text(json.dumps(rows, indent=1, default=lambda at: at.isoformat()), path)


def key_of(file: SourceFile) -> str:
    """Return what tells a file as it was seen from one written again; its name is not in it."""
    return key_of_pick_up((file.place, file.byte_count, file.stamp))


def key_of_pick_up(told: tuple[str, int, str]) -> str:
    """Return the same of place, size and stamp; a name may hold bytes that are no text."""
    line = "\n".join(map(str, told))
    return hashlib.sha256(line.encode("utf-8", "surrogateescape")).hexdigest()


def _rows(path: Path) -> list[Seen]:
    # What is lost here costs a file one more wait, and no file.
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [
            Seen(**row | {"first_at": dt.datetime.fromisoformat(row["first_at"])}) for row in rows
        ]
    except (OSError, ValueError, TypeError, KeyError):
        return []
