"""The practices of a home: those whose settings are sound, and what is wrong with the others.

Takes a home's folder and its own settings. Refuses nothing; a practice whose own key at rest is not
here is told as one whose settings are wrong, for its files can neither be read nor added to.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Problem
from pipeline.practice.practice import Practice
from pipeline.practice.practice_folders import practice_files
from pipeline.practice.practice_reading import read_practice
from pipeline.practice.secret_references import SecretError
from pipeline.practice.settings import HomeSettings


@dataclass(frozen=True)
class Unsound:
    """A practice whose settings are wrong: left as it is until they are mended.

    Attributes:
        practice: As far as it can be told: its settings are right, and its own key is not here.
    """

    practice_id: str
    problems: tuple[Problem, ...]
    practice: Practice | None = None


def read_practices(
    path: Path, home: HomeSettings
) -> tuple[tuple[Practice, ...], tuple[Unsound, ...], list[Problem]]:
    """Return the sound practices of a home, the others, and every problem."""
    files, problems = practice_files(path)
    practices, unsound = list[Practice](), list[Unsound]()
    for name, file in files.items():
        practice, wrong = _read(file, home)
        lost = _lost_key(practice) if practice and not wrong else []
        problems += wrong + lost
        if practice and not wrong + lost:
            practices.append(practice)
        else:
            unsound.append(Unsound(name, tuple(wrong + lost), practice if lost else None))
    return tuple(practices), tuple(unsound), problems


def _read(file: Path | Problem, home: HomeSettings) -> tuple[Practice | None, list[Problem]]:
    return (None, [file]) if isinstance(file, Problem) else read_practice(file, home)


def _lost_key(practice: Practice) -> list[Problem]:
    try:
        practice.settings.at_rest.read(practice.settings_file, os.environ)
    except SecretError as error:
        return list(error.problems)
    return []
