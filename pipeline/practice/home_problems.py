"""What is wrong with a home as a whole, in four parts each.

Takes paths. Refuses to name a value of the secret.
"""

from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import Problem

_LOOKS_WHOLE = "The warehouse would be built without a practice, and look whole."


def no_home(path: Path, file_name: str) -> Problem:
    """Return that a folder holds no settings of a home."""
    what = f"This folder is no home: it has no {file_name}."
    why = "Settings, files and the warehouse of a practice live in one."
    return Problem(str(path), what, why, "Name another with --home, or write one: triage init DIR")


def no_practice(folder: Path) -> Problem:
    """Return that a home holds settings of no practice in its folder of them."""
    what = "The home holds no practice."
    why = "Files and packets belong to a practice."
    remedy = "Add one: triage init DIR --practice NAME"
    return Problem(str(folder), what, why, remedy)


def closed_folder(folder: Path, error: OSError) -> Problem:
    """Return that a folder, or a link to one, that may hold a practice cannot be looked into."""
    what = f"It cannot be looked into: {error.strerror or type(error).__name__}."
    remedy = (
        "Let this user enter and list it (chmod u+rx), or mend the link or the disk it lies on. "
        "What is no practice belongs elsewhere."
    )
    return Problem(str(folder), what, _LOOKS_WHOLE, remedy)


def no_settings(folder: Path, file_name: str) -> Problem:
    """Return that a folder is named as a practice's and holds no settings."""
    what = f"The folder is named as a practice's and has no {file_name}."
    remedy = f"Put {file_name} back from a backup, or move the folder out of {folder.parent.name}."
    return Problem(str(folder), what, _LOOKS_WHOLE, remedy)


def closed_settings(folder: Path, error: OSError) -> Problem:
    """Return that a folder of a practice's settings cannot be read."""
    what = f"The folder cannot be read: {error.strerror or type(error).__name__}."
    why = "Nothing runs for this practice until all of its settings can be read."
    remedy = "Let this user enter and list it (chmod u+rx), or mend the link; or move it elsewhere."
    return Problem(str(folder), what, why, remedy)


def would_be_lost(folder: Path, practice_ids: Sequence[str]) -> Problem:
    """Return that a warehouse cannot be made again while practices cannot be read."""
    named = ", ".join(practice_ids)
    what = f"The warehouse is to be made again, and settings of a practice are wrong: {named}."
    remedy = "Mend what is named below, or put the settings back from a backup; then run again."
    return Problem(str(folder), what, _LOOKS_WHOLE, remedy)


def missing_secret(file: Path) -> Problem:
    """Return that the file with the secret holds none."""
    what = "The home's secret is missing or is not 64 hex digits."
    why = "With another secret every patient would become a new one."
    return Problem(
        str(file), what, why, "Put back the copy kept apart; triage init writes a first."
    )
