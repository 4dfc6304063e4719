"""What was received before a day, deleted for good: files of the archive, their rows, old papers.

Takes a home whose lock is held. What is to go is written down first, so that any later run ends
what a crash cut short; the warehouse is then made again without it, because a database keeps the
bytes of deleted rows. Refuses nothing at a source: its files are not ours. A paper goes by its own
day: a later worklist that still lists an old claim stays until its day has passed too.
"""

import datetime as dt
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.packet_week import WEEK
from pipeline.practice import Home, Practice
from pipeline.rebuilding import ask_for_rebuild
from pipeline.resources.forgotten import Forgotten
from pipeline.resources.landing import Landing
from pipeline.resources.proof_folder import proof_folder
from pipeline.resources.reaching import Reaching
from pipeline.resources.scrub_folder import scrub_folder
from pipeline.resources.sidecars import LandedFile, pick_up
from pipeline.resources.sources import opened
from pipeline.resources.whole_files import replace_text

_UNDER_WAY = "forgetting.json"
_A_DAY = dt.timedelta(days=1)
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-")

KnownDays = Mapping[str, tuple[dt.date, str]]
"""File id to the day it was received and its feed, as the warehouse tells."""


@dataclass(frozen=True)
class Past:
    """What one practice received before a day, and what was printed of it.

    Attributes:
        files: Files of the archive, with the day each counts as received.
        papers: Packets of weeks that were over by then, and worklists, kits, kept scrubs and
            proofs of earlier days.
    """

    practice: Practice
    before: dt.date
    files: tuple[tuple[LandedFile, dt.date], ...]
    feeds: Mapping[str, int]
    papers: tuple[Path, ...]

    @property
    def byte_count(self) -> int:
        """Bytes of the files."""
        return sum(file.byte_count for file, _ in self.files)

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of receipt; None without files."""
        days = [day for _, day in self.files]
        return (min(days), max(days)) if days else None


def past_of(home: Home, practice: Practice, before: dt.date, known: KnownDays) -> Past:
    """Return what a practice would forget.

    Args:
        home: Holds the archive.
        practice: Whose files.
        before: Files of this day and later stay.
        known: What the warehouse tells; of a file it does not hold yet the archive decides.
    """
    files, feeds = [], Counter[str]()
    for file in Landing(home).landed(practice):
        day, feed = known.get(file.file_id, (file.received_on or file.landed_on, "not loaded"))
        if day < before:
            files.append((file, day))
            feeds[feed] += 1
    papers = (
        *_dated(practice.worklists_folder, before, _A_DAY),
        *_dated(practice.kits_folder, before, _A_DAY),
        *_dated(practice.packets_folder, before, WEEK),
        *_dated(scrub_folder(home, practice.practice_id), before, _A_DAY),
        *_dated(proof_folder(home, practice.practice_id), before, _A_DAY),
    )
    return Past(practice, before, tuple(files), dict(sorted(feeds.items())), papers)


def shared_papers(home: Home, before: dt.date) -> tuple[Path, ...]:
    """Return the covers over all practices of weeks that were over before a day."""
    return tuple(_dated(home.packets_folder, before, WEEK))


def begin(home: Home, past: Past, shared: Sequence[Path], today: dt.date) -> None:
    """Write down what goes: keyed hashes into the practice's memory, then the list and its record.

    The list is there until all of it is gone; the record, in counts, then joins the memory.
    """
    sidecars = Landing(home).sidecars(past.practice)
    forgotten = sidecars.forgotten
    for file, _ in past.files:
        sidecar = file.path.with_name(f"{file.sha256}.json")
        forgotten.add(file.sha256, sidecars.pick_ups_of(sidecar))
    forgotten.save()
    first, last = past.days or (None, None)
    record = {
        "forgotten_on": today.isoformat(),
        "before": past.before.isoformat(),
        "file_count": len(past.files),
        "byte_count": past.byte_count,
        "feeds": dict(past.feeds),
        "first_received_on": first.isoformat() if first else None,
        "last_received_on": last.isoformat() if last else None,
        "paper_count": len(past.papers) + len(shared),
    }
    papers = [path.relative_to(home.path).as_posix() for path in (*past.papers, *shared)]
    files = [file.sha256 for file, _ in past.files]
    told = {"record": record, "files": files, "papers": papers}
    replace_text(json.dumps(told), _archive(home, past.practice) / _UNDER_WAY)


def finish(home: Home) -> int:
    """Delete what is written down, ask for a warehouse without it, and return how many files went.

    Done again after a crash it goes on; without a list it does nothing.
    """
    count = 0
    for practice in home.practices:
        folder = _archive(home, practice)
        if not (folder / _UNDER_WAY).exists():
            continue
        ask_for_rebuild(home)
        told = json.loads((folder / _UNDER_WAY).read_text(encoding="utf-8"))
        for sha256 in told["files"]:
            # By its name, sidecar or not: a crash may have taken one of the two.
            bytes_of = folder / sha256[:2] / sha256
            bytes_of.with_name(f"{sha256}.json").unlink(missing_ok=True)
            bytes_of.unlink(missing_ok=True)
            count += 1
        _sweep(folder)
        for paper in told["papers"]:
            (home.path / paper).unlink(missing_ok=True)
        memory = Forgotten(folder, lambda: home.secret)
        if told["record"] not in memory.records:
            memory.records.append(told["record"])
            memory.save()
        (folder / _UNDER_WAY).unlink()
    return count


def _sweep(folder: Path) -> None:
    """Delete bytes that a crash left without a word on their day; a source brings them again."""
    shutil.rmtree(folder / ".arriving", ignore_errors=True)
    for path in folder.glob("??/*"):
        if path.suffix != ".json" and not path.with_name(f"{path.name}.json").exists():
            path.unlink()


def _archive(home: Home, practice: Practice) -> Path:
    return home.landing_folder / practice.practice_id


def still_at_the_source(practice: Practice, forgotten: Forgotten, reaching: Reaching) -> int:
    """Return how many forgotten files of a practice still lie in its sources.

    Raises:
        SourceError: If a source cannot be listed.
    """
    count = 0
    for source in practice.sources:
        with opened(source, practice.folder, reaching) as store:
            listed = reaching.attempt(store.listed).files
        count += sum(forgotten.has_place(pick_up(practice, file)) for file in listed)
    return count


def _dated(folder: Path, before: dt.date, covered: dt.timedelta) -> Iterator[Path]:
    """Yield the files of a folder that cover days from the one in their name on, all before."""
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        found = _DATED.match(path.name)
        if found and dt.date.fromisoformat(found[1]) + covered <= before:
            yield path
