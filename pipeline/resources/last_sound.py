"""What was known of settings when they were last sound: alerts and schedules go on by it.

Takes a home. Refuses to be what a run builds with: it says whom to tell and when a week is due, and
a run reads the settings as they stand or fails. It lies beside Dagster's own files, because
Dagster reads this program's code anew each minute and remembers nothing itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.errors import Problem
from pipeline.practice import Home, HomeSettings
from pipeline.practice.home import HOME_FILE, read_sound
from pipeline.practice.reading import read_settings
from pipeline.resources.whole_files import replace_text, writing

FOLDER = "last-sound"
PLAN_FILE = "plan.json"


@dataclass(frozen=True, slots=True)
class Planned:
    """When a practice's weeks are due."""

    practice_id: str
    name: str
    time_zone: str
    week_starts_on: int

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone."""
        return ZoneInfo(self.time_zone)


def remember(home: Home) -> None:
    """Keep what sound settings say, for the time when they are not.

    Of a practice whose settings are wrong stays kept what they said before.

    Raises:
        WriteError: It cannot be kept.
    """
    folder = _folder(home.path)
    with writing(folder):
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    plan = json.dumps([asdict(each) for each in planned(home.path)], indent=1)
    for name, text in (
        (HOME_FILE, (home.path / HOME_FILE).read_text(encoding="utf-8")),
        (PLAN_FILE, plan),
    ):
        file = folder / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            replace_text(text, file)


def leave_out(home: Home, practice_id: str) -> None:
    """Keep nothing of a practice that was deleted.

    Raises:
        WriteError: It cannot be written.
    """
    file = _folder(home.path) / PLAN_FILE
    if file.exists():
        told = json.loads(file.read_text(encoding="utf-8"))
        left = [each for each in told if each["practice_id"] != practice_id]
        replace_text(json.dumps(left, indent=1), file)


def standing(path: Path) -> tuple[Home | None, list[Problem]]:
    """Return a home for what watches, and everything wrong with its settings.

    It has those of its practices whose settings are sound; where its own are not, it has the ones
    that were last sound and no practice, and where none were, it is None.
    """
    home, problems = read_sound(path)
    if home is None:
        settings, _, _ = read_settings(_folder(path) / HOME_FILE, HomeSettings)
        home = None if settings is None else Home(path.absolute(), settings, ())
    return home, problems


def planned(path: Path) -> Sequence[Planned]:
    """Return when the weeks of a home's practices are due, by key.

    Of a practice whose settings are wrong it is what they said when they were last sound, as long
    as its folder is there: a week that comes due meanwhile must fail and not pass unseen.
    """
    home, _ = read_sound(path)
    found = {each.practice_id: each for each in _remembered(path)}
    found |= {each.practice_id: each for each in _planned(home)}
    return [found[key] for key in sorted(found)]


def _planned(home: Home | None) -> Iterator[Planned]:
    for each in home.practices if home else ():
        yield Planned(each.practice_id, each.name, each.time_zone, each.week_starts_on)


def _remembered(path: Path) -> Iterator[Planned]:
    file = _folder(path) / PLAN_FILE
    if file.exists():
        for told in json.loads(file.read_text(encoding="utf-8")):
            if (path / "practices" / told["practice_id"]).exists():
                yield Planned(**told)


def _folder(path: Path) -> Path:
    return path / "dagster" / FOLDER
