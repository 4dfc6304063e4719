"""What each look into a source came to, a line a look, kept beside the landed files.

Takes counts and codes. The warehouse's table of looks is read from here, so it can be made anew
from the archive. Refuses names of files and users: a line holds the source as it may be printed.
"""

import datetime as dt
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.practice import Practice, RemoteSource
from pipeline.resources.settling import LONGEST_WAIT
from pipeline.resources.source_problems import RULES
from pipeline.resources.whole_files import replace_text

LOOKS = "looks.jsonl"
_FIRST_RUN_DONE, _BEGUN = ".first-run-done", ".first-looks-begun.json"

# What is sent torn is taken after a day, by a run that comes within the next. Decided 2026-11-30.
LONGEST_FIRST_LOOK = 2 * LONGEST_WAIT
_REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Look:
    """One look into one source.

    Attributes:
        source: As it may be printed: without a user, a folder of the practice by its own name.
        looked_at: When, UTC.
        looked_on: The same as a day of the practice.
        outcome: reached, not_reached or refused.
        problem_code: Key of ``RULES``; empty when nothing is wrong.
        file_count: Files the source lists.
        new_count: Files that came here.
        waiting_count: Files that were left because somebody still writes them.
    """

    source: str
    looked_at: dt.datetime
    looked_on: dt.date
    outcome: str
    problem_code: str = ""
    file_count: int = 0
    new_count: int = 0
    waiting_count: int = 0


def shown_source(practice: Practice, source: RemoteSource) -> str:
    """Return a source as it may be printed; inside the practice's folder by its path there."""
    if source.is_remote:
        return source.shown
    path = Path(source.url.partition("://")[2] or source.url)
    return str(path.relative_to(practice.folder)) if _is_inside(path, practice) else str(path)


def _is_inside(path: Path, practice: Practice) -> bool:
    return path != practice.folder and path.is_relative_to(practice.folder)


def look_of(
    practice: Practice, source: RemoteSource, now: dt.datetime, problem_code: str = ""
) -> Look:
    """Return a look with its outcome and without counts."""
    return Look(
        source=shown_source(practice, source),
        looked_at=now.astimezone(dt.UTC),
        looked_on=now.astimezone(practice.zone).date(),
        outcome=RULES[problem_code].outcome if problem_code else _REACHED,
        problem_code=problem_code,
    )


def note_look(folder: Path, look: Look) -> None:
    """Add a look to the practice's list; a line that a crash cut is passed over when read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps(asdict(look), default=lambda moment: moment.isoformat()) + "\n"
    path = folder / LOOKS
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, _line_end_before(descriptor) + line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_looks(folder: Path) -> list[Look]:
    """Return every look into a practice's sources, the earliest first."""
    try:
        lines = (folder / LOOKS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [look for line in lines if (look := _read(line))]


def is_first_look(folder: Path, source: str, now: dt.datetime) -> bool:
    """Return whether what a source holds has piled up: its first look is not over.

    Args:
        folder: The practice's archive.
        source: As it may be printed.
        now: The instant of this look.
    """
    begun = _begun(folder).get(source)
    if begun is not None and now - begun >= LONGEST_FIRST_LOOK:
        return False
    done = folder / _FIRST_RUN_DONE
    # An empty note is of an earlier version, which knew one first run of all sources.
    return source not in _seen(folder) and not (done.exists() and not _seen(folder))


def note_first_look(
    folder: Path, source: str, now: dt.datetime, here_count: int, waiting_count: int
) -> None:
    """Remember how far the first look into a source is.

    It begins with the first file that is here, and is over when none waits: what comes now is news.

    Args:
        folder: The practice's archive.
        source: As it may be printed.
        now: The instant of this look.
        here_count: Files that this look found and that are here now.
        waiting_count: Files that it left because somebody still writes them.
    """
    begun = _begun(folder)
    if source not in begun and not here_count:
        return
    if not waiting_count:
        replace_text("\n".join(sorted({*_seen(folder), source})), folder / _FIRST_RUN_DONE)
    elif source not in begun:
        told = {one: at.isoformat() for one, at in (begun | {source: now}).items()}
        replace_text(json.dumps(told, indent=1), folder / _BEGUN)


def _begun(folder: Path) -> dict[str, dt.datetime]:
    """Return when the first look of each source began that found files still being written."""
    # What is lost here lets a first look begin anew.
    try:
        told = json.loads((folder / _BEGUN).read_text(encoding="utf-8"))
        return {source: dt.datetime.fromisoformat(at) for source, at in told.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def _seen(folder: Path) -> list[str]:
    done = folder / _FIRST_RUN_DONE
    return done.read_text(encoding="utf-8").splitlines() if done.exists() else []


def _read(line: str) -> Look | None:
    try:
        told = json.loads(line)
        at, on = told.pop("looked_at"), told.pop("looked_on")
        return Look(
            looked_at=dt.datetime.fromisoformat(at), looked_on=dt.date.fromisoformat(on), **told
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _line_end_before(descriptor: int) -> bytes:
    """Return a line end where a crash left the last line without one."""
    size = os.fstat(descriptor).st_size
    return b"" if not size or os.pread(descriptor, 1, size - 1) == b"\n" else b"\n"
