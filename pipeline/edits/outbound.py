"""Files about to be sent, scrubbed as they appear in a folder: each once, by its content.

Takes a practice whose settings name the folder. Reads its files and never changes, moves or sends
one. Refuses nothing: a folder that is not there, and a file that cannot be read or is still
written, are told and looked at again. Whether a file holds claims the reader says: one in which it
finds none is unchecked, unless it is certainly another kind of file. What was scrubbed is
remembered by digest, never by name.
"""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.edits.files_seen import FileSeen
from pipeline.edits.kept_runs import keep_run
from pipeline.edits.reports import Report
from pipeline.edits.scrubbing import ChangedFileError, Order, scrub, sha256_of
from pipeline.practice import Home, Practice
from pipeline.resources.archived_bytes import archived
from pipeline.resources.open_files import is_open_for_writing
from pipeline.resources.scrub_folder import scrub_folder
from pipeline.resources.whole_files import replace_text
from pipeline.x12.kinds import CLAIM_FORMATS

# A practice system writes a batch in seconds; who cannot be asked has a minute. 2026-11-30.
STILL_FOR = dt.timedelta(minutes=1)
_MEMORY = ".outbound.json"
_PDF = b"%PDF-"
# What systems put into every folder by themselves. 2026-12-01.
_OF_THE_SYSTEM = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class OutboundLook:
    """What one look into a practice's folder came to.

    Attributes:
        reports: Of each file that was new, with where it is kept.
        no_claim_file_count: New files that are certainly of another kind; of them no run is kept.
        left_count: Files that could not be read, or changed meanwhile; the next look takes them.
        is_missing: Settings name a folder, and it cannot be looked into.
    """

    practice_id: str
    reports: tuple[tuple[Path, Report], ...] = ()
    no_claim_file_count: int = 0
    left_count: int = 0
    is_missing: bool = False

    @property
    def held_count(self) -> int:
        """Claims that a finding holds."""
        return sum(report.claims_with("hold") for _, report in self.reports)

    @property
    def unchecked_count(self) -> int:
        """Claims of which nobody could tell, and files of which not all was checked."""
        return sum(
            len(report.unchecked) + len(report.not_wholly_checked_files)
            for _, report in self.reports
        )


@dataclass
class _Memory:
    """What was scrubbed: digests of files, and stamps of those that still lie in the folder."""

    path: Path
    digests: set[str] = field(default_factory=set)
    stamps: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, home: Home, practice: Practice) -> "_Memory":
        path = scrub_folder(home, practice.practice_id) / _MEMORY
        # What is lost here costs one scrub more of the same file, under the same name.
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(path.read_text(encoding="utf-8"))
            return cls(path, {*told["digests"]}, {*told["stamps"]})
        return cls(path)

    def write(self) -> None:
        told = {"digests": sorted(self.digests), "stamps": sorted(self.stamps)}
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_text(json.dumps(told), self.path)


def is_missing(practice: Practice) -> bool:
    """Tell whether settings name a folder that cannot be looked into."""
    try:
        return practice.outbound_folder is not None and not practice.outbound_folder.is_dir()
    except OSError:
        return True


def waiting(home: Home, practice: Practice, now: dt.datetime) -> dict[str, Path]:
    """Return the files that were not looked at yet and that nobody writes, by stamp."""
    known = _Memory.read(home, practice).stamps
    return {stamp: path for stamp, path in _files(practice, now) if stamp not in known}


def scrub_waiting(home: Home, practice: Practice, now: dt.datetime, key: str) -> OutboundLook:
    """Scrub each new file by itself and keep its run.

    Args:
        home: Holds the published copy, and keeps the runs.
        practice: Whose folder.
        now: The instant of the look; its day is that of sending.
        key: What opens the published copy, where it is locked.

    Raises:
        SettingsError: A list of the practice is not sound.
        WriteError: A run cannot be kept.
    """
    if practice.outbound_folder is None or is_missing(practice):
        return OutboundLook(practice.practice_id, is_missing=is_missing(practice))
    memory = _Memory.read(home, practice)
    order = Order(now.astimezone(practice.zone).date(), published=home.published_file, key=key)
    looking, left = _Looking(home, practice, order, memory), 0
    new = sorted(waiting(home, practice, now).items(), key=lambda one: one[1])
    for stamp, path in new:
        try:
            looking.take(path)
        except (OSError, ChangedFileError):
            left += 1
            continue
        memory.stamps.add(stamp)
        memory.write()
    if len(new) > left:
        memory.stamps &= {stamp for stamp, _ in _files(practice, now)}
        memory.write()
    told = tuple(looking.made)
    return OutboundLook(practice.practice_id, told, looking.no_claim_file_count, left)


@dataclass
class _Looking:
    """One look: what it was asked for, and what it came to so far."""

    home: Home
    practice: Practice
    order: Order
    memory: _Memory
    made: list[tuple[Path, Report]] = field(default_factory=list)
    no_claim_file_count: int = 0

    def take(self, path: Path) -> None:
        """Scrub a file whose content is new, and keep its run."""
        with archived(path, "") as content:
            digest = sha256_of(content)
            if digest in self.memory.digests:
                return
            report = scrub(self.home, self.practice, [(path, content)], self.order)
            is_pdf = content[: len(_PDF)] == _PDF
        if report.unread_files and (is_pdf or _is_of_another_kind(report.unread_files[0])):
            self.no_claim_file_count += 1
            return
        self.made.append((keep_run(self.home, report), report))
        # The next empty or broken file is one more that nobody checked, though it be the same.
        if not report.unread_files:
            self.memory.digests.add(digest)


def _is_of_another_kind(file: FileSeen) -> bool:
    """Tell whether a file without claims is whole, and known to be something else."""
    is_read_whole = not file.gaps and file.format not in ("unknown", *CLAIM_FORMATS)
    return is_read_whole or file.path.name in _OF_THE_SYSTEM


def _files(practice: Practice, now: dt.datetime) -> Iterator[tuple[str, Path]]:
    """Yield stamp and path of each file of the folder that is written to its end."""
    folder = practice.outbound_folder
    if folder is None:
        return
    for path in sorted(folder.iterdir()):
        with suppress(OSError):
            told = path.stat()
            is_old = told.st_mtime <= (now - STILL_FOR).timestamp()
            if path.is_file() and is_old and not is_open_for_writing(path):
                # Who copies a file may set its time of writing, and not that of its change.
                yield f"{told.st_ino}-{told.st_size}-{told.st_ctime_ns}", path
