"""What the sensor sees between runs: which files wait in a practice's sources.

Takes the archive and the instant of the look. A folder of this machine is looked into each time,
another machine every quarter of an hour, and more seldom while it does not answer. Nothing is
fetched. Refuses nothing: a source that fails is noted, for the packet, and told.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.practice import Practice, RemoteSource
from pipeline.resources.landing import Landing
from pipeline.resources.reaching import Reaching
from pipeline.resources.settling import (
    SENSOR,
    Seen,
    Settling,
    key_of_pick_up,
    read_seen,
    write_seen,
)
from pipeline.resources.sidecars import PickUp, pick_up
from pipeline.resources.source_looks import look_of, note_look, shown_source
from pipeline.resources.source_problems import SourceError
from pipeline.resources.sources import opened
from pipeline.resources.whole_files import replace_text

# Files of clearinghouses come once a day or once an hour; a login every five minutes is one that
# some of them block. Decided 2026-11-29.
BETWEEN_LOGINS = dt.timedelta(minutes=15)
LONGEST_BETWEEN_LOGINS = dt.timedelta(hours=4)
LOOKED = ".sensor-looks.json"


@dataclass(frozen=True)
class Waiting:
    """What waits in a practice's sources.

    Attributes:
        files: Place, size and stamp of each file that a run would take.
        failed: Sources that could not be looked into, with the codes of why.
    """

    files: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()


@dataclass
class _Tick:
    """One look of the sensor into the sources of a practice."""

    landing: Landing
    practice: Practice
    now: dt.datetime
    known: set[PickUp]
    before: Mapping[str, Seen]
    looked: dict[str, tuple[dt.datetime, int]]
    seen: list[Seen] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    def look_into(self, source: RemoteSource) -> None:
        """Note what waits in a source; what an earlier look saw where it is too early for one."""
        shown = shown_source(self.practice, source)
        if source.is_remote and not self._is_due(shown):
            self.seen += [one for one in self.before.values() if one.source == shown]
            return
        settling = Settling(shown, self.now, source.quiet, self.before)
        # The next tick is soon enough: a daemon that pauses here looks into no other source.
        reaching = replace(self.landing.reaching, pauses=())
        failures = 0
        try:
            self._note(source, settling, reaching)
        except SourceError as error:
            failures = self.looked.get(shown, (self.now, 0))[1] + 1
            self.failed.append((shown, error.code))
            note_look(
                self.landing.folder / self.practice.practice_id,
                look_of(self.practice, source, self.now, error.code),
            )
        self.looked[shown] = (self.now, failures)
        self.seen += settling.noted.values()

    def _note(self, source: RemoteSource, settling: Settling, reaching: Reaching) -> None:
        with opened(source, self.practice.folder, reaching) as store:
            for file in store.listed().files:
                if file.is_whole and pick_up(self.practice, file) not in self.known:
                    settling.is_worth_a_run(store, file)

    def _is_due(self, shown: str) -> bool:
        if shown not in self.looked:
            return True
        at, failures = self.looked[shown]
        pause = min(BETWEEN_LOGINS * 2 ** min(failures, 10), LONGEST_BETWEEN_LOGINS)
        return self.now - at >= pause


def waiting(landing: Landing, practice: Practice, now: dt.datetime) -> Waiting:
    """Return what a run would pick up from a practice's sources, and which do not answer."""
    root = landing.folder / practice.practice_id
    known = landing.pick_ups(practice)
    tick = _Tick(landing, practice, now, known, read_seen(root), _read(root / LOOKED))
    for source in practice.sources:
        tick.look_into(source)
    # A server that is not due for a look is told of as it was: what was landed since is left out.
    picked = {key_of_pick_up(one) for one in known}
    write_seen(root / SENSOR, tick.seen)
    _write(root / LOOKED, tick.looked)
    ready = sorted(one.file for one in tick.seen if one.is_ready and one.file not in picked)
    return Waiting(tuple(ready), tuple(tick.failed))


def _read(path: Path) -> dict[str, tuple[dt.datetime, int]]:
    # What is lost here costs one login more.
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {name: (dt.datetime.fromisoformat(at), count) for name, (at, count) in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write(path: Path, looked: Mapping[str, tuple[dt.datetime, int]]) -> None:
    told = {name: [at.isoformat(), count] for name, (at, count) in looked.items()}
    replace_text(json.dumps(told, indent=1), path)
