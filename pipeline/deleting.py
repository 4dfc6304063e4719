"""A practice of a home, deleted for good: its files, rows, papers, receipts and settings.

Takes a home whose lock is held. What goes is written down in the home first, so that any later run
ends what a crash cut short. The practice's folder is moved aside before anything in it goes: no
settings are then read by halves, and a new practice of the same key is left alone. No key is asked
for: files that nobody can open go like any. Refuses to delete the only practice of a home.
"""

import datetime as dt
import json
import os
import shutil
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pipeline.errors import Problem, TriageError
from pipeline.practice import Home, Practice, SettingsError
from pipeline.practice.practice_folders import PRACTICES
from pipeline.rebuilding import ask_for_rebuild
from pipeline.resources.holdings import Holdings, covers
from pipeline.resources.last_sound import leave_out
from pipeline.resources.proof_folder import proof_folder
from pipeline.resources.receipts import FOLDER as RECEIPTS
from pipeline.resources.scrub_folder import scrub_folder
from pipeline.resources.whole_files import replace_text, sync_folder

_UNDER_WAY = "deleting-practice.json"
_RECORDS = "forgotten-practices.json"


class DeletionError(TriageError):
    """A practice that is not deleted, because more or less than it would go."""

    exit_code = 2


def refuse_only(home: Home, practice: Practice) -> None:
    """Do nothing where a home has other practices.

    Raises:
        DeletionError: If it has no other.
    """
    if home.keys == (practice.practice_id,):
        raise DeletionError(_only(home, practice))


def refuse_unsound(home: Home, practice: Practice) -> None:
    """Do nothing where settings of all other practices are right.

    The warehouse is made again without the one, and for that all others must be known.

    Raises:
        SettingsError: With what is wrong with the others.
    """
    others = [wrong for wrong in home.unsound if wrong.practice_id != practice.practice_id]
    if others:
        raise SettingsError(*(problem for wrong in others for problem in wrong.problems))


def begin(home: Home, holdings: Holdings, today: dt.date) -> None:
    """Write down that a practice goes; `finish` deletes it.

    Raises:
        DeletionError: If it is the home's only practice, or its folder cannot be moved.
        WriteError: If it cannot be written down; then nothing goes.
    """
    practice = holdings.practice
    refuse_only(home, practice)
    if os.path.ismount(practice.folder):
        raise DeletionError(_mounted(practice.folder))
    told = {
        "practice_id": practice.practice_id,
        "is_moved": False,
        "record": holdings.record(today),
    }
    replace_text(json.dumps(told), home.landing_folder / _UNDER_WAY)


def finish(home: Home) -> bool:
    """Delete what is written down, ask for a warehouse without it, and tell whether there was any.

    Done again after a crash it goes on. A home that was opened before knows the practice still.

    Raises:
        DeletionError: If something cannot be deleted; the next run tries again.
        WriteError: If the home cannot be written.
    """
    note = home.landing_folder / _UNDER_WAY
    if not note.exists():
        return False
    told = json.loads(note.read_text(encoding="utf-8"))
    key = told["practice_id"]
    aside = _moved_aside(home, note, told)
    ask_for_rebuild(home)
    for place in _places(home, key):
        _delete(place)
    leave_out(home, key)
    _remember(home, told["record"])
    _delete(aside)
    note.unlink()
    return True


def records(home: Home) -> list[Mapping[str, Any]]:
    """Return what stays of the practices that were deleted: days, keys and counts."""
    file = home.landing_folder / _RECORDS
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else []


def record_file(home: Home) -> Path:
    """Return where that is kept."""
    return home.landing_folder / _RECORDS


def _moved_aside(home: Home, note: Path, told: Mapping[str, Any]) -> Path:
    """Move the practice's folder to a name under which nobody reads it, once."""
    folder: Path = home.path / PRACTICES / told["practice_id"]
    aside = folder.with_name(f".{folder.name}.gone.new")
    if not told["is_moved"]:
        # Where it stands aside already, what has its name may be a new practice.
        if not os.path.lexists(aside):
            with _telling(folder), suppress(FileNotFoundError):
                folder.rename(aside)
        sync_folder(folder.parent)
        replace_text(json.dumps({**told, "is_moved": True}), note)
    return aside


def _places(home: Home, key: str) -> Iterator[Path]:
    yield home.landing_folder / key
    yield scrub_folder(home, key)
    yield proof_folder(home, key)
    yield home.path / RECEIPTS / key
    yield from covers(home)


def _delete(place: Path) -> None:
    """Delete a file or a folder; of a link to a folder also what lies there, for that is ours."""
    with _telling(place):
        if place.is_symlink():
            for below in list(place.iterdir()) if place.is_dir() else ():
                _delete_own(below)
        _delete_own(place)


@contextmanager
def _telling(place: Path) -> Generator[None]:
    """Tell where the system refuses, and not of which file: its name may be a person's."""
    try:
        yield
    except OSError as error:
        raise DeletionError(_stuck(place, error)) from None


def _delete_own(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _remember(home: Home, record: Mapping[str, Any]) -> None:
    known = records(home)
    if record not in known:
        replace_text(json.dumps([*known, record], indent=0), record_file(home))


def _only(home: Home, practice: Practice) -> Problem:
    return Problem(
        f"--practice {practice.practice_id} --all",
        "This is the only practice of the home.",
        "A home without a practice can run nothing, and its secret, keys and history would stay.",
        f"Delete the home itself: the folder {home.path}, and the copies of its keys.",
    )


def _stuck(place: Path, error: OSError) -> Problem:
    return Problem(
        str(place),
        f"Something here cannot be deleted: {error.strerror or type(error).__name__}.",
        "The practice is to be gone for good, and no run goes on with a part of it.",
        "Let this user write into the folder and what lies in it; the next run goes on.",
    )


def _mounted(folder: Path) -> Problem:
    return Problem(
        str(folder),
        "The practice's folder is a file system of its own, which cannot be moved aside.",
        "Its settings would be read by halves while it goes.",
        "Unmount it, make a folder of its name with a copy of what lies there, and ask again.",
    )
