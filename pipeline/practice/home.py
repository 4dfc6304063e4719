"""A home: one folder with the settings, files and warehouse of one or several practices.

Takes a folder that ``triage init`` wrote. Refuses settings that are wrong or contradict each other,
a practice in a folder of another name, and a secret that is missing.
"""

import os
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.errors import Problem
from pipeline.practice.contracts import read_contracts
from pipeline.practice.contradictions import Contradiction, contradictions
from pipeline.practice.practice import (
    CONTRACTS_FOLDER,
    PRACTICE_FILE,
    PROFILES_FOLDER,
    RULES_FOLDER,
    Practice,
)
from pipeline.practice.profiles import read_profiles
from pipeline.practice.reading import WHY, SettingsError, place, read_settings
from pipeline.practice.rule_overrides import read_rules
from pipeline.practice.rule_tables import rule_keys
from pipeline.practice.settings import WEEKDAYS, HomeSettings, PracticeSettings

HOME_FILE = "home.toml"
DEADLINES = "payer_deadlines"


@dataclass(frozen=True)
class Home:
    """A validated home; open one with ``Home.open``."""

    path: Path
    settings: HomeSettings
    practices: tuple[Practice, ...]

    @classmethod
    def open(cls, path: Path) -> "Home":
        """Read and validate every settings file of a home.

        Raises:
            SettingsError: With every problem found, each with file and line.
        """
        home, problems = read_home(path)
        if home is None:
            raise SettingsError(*problems)
        return home

    def practice(self, practice_id: str) -> Practice:
        """Return the practice with this key.

        Raises:
            SettingsError: If the home has no such practice.
        """
        for practice in self.practices:
            if practice.practice_id == practice_id:
                return practice
        known = ", ".join(practice.practice_id for practice in self.practices)
        raise SettingsError(
            Problem(
                str(self.path),
                "This home has no practice of that name.",
                "Files and packets belong to a practice.",
                f"Name one of: {known}; or add it with triage init.",
            )
        )

    @cached_property
    def secret(self) -> bytes:
        """The key that patients' tokens are made with.

        Raises:
            SettingsError: If the file is missing or too short to protect anybody.
        """
        try:
            secret = bytes.fromhex(self.secret_file.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            secret = b""
        if len(secret) < 32:
            raise SettingsError(_missing_secret(self.secret_file))
        return secret

    @property
    def secret_file(self) -> Path:
        """The file that holds the secret, mode 0600."""
        return self.path / self.settings.secret_file

    @property
    def landing_folder(self) -> Path:
        """The archive of every file received."""
        return self.path / "landing"

    @property
    def working_file(self) -> Path:
        """The pipeline's own warehouse file."""
        return self.path / "warehouse" / "working" / "denials.duckdb"

    @property
    def lock_file(self) -> Path:
        """The lock that every writing run takes first."""
        return self.path / "warehouse" / "working" / "write.lock"

    @property
    def published_file(self) -> Path:
        """The copy that people read; the same file name, because views name their database."""
        return self.path / "warehouse" / "denials.duckdb"

    @property
    def packets_folder(self) -> Path:
        """What is about all practices of a home at once: the cover over their packets."""
        return self.path / "packets"

    @property
    def dagster_folder(self) -> Path:
        """Dagster's own instance folder."""
        return self.path / "dagster"


def read_home(path: Path) -> tuple[Home | None, list[Problem]]:
    """Return the home in ``path``, or None and every problem with its settings."""
    path = path.absolute()
    if not (path / HOME_FILE).is_file():
        return None, [_no_home(path)]
    settings, problems = read_settings(path / HOME_FILE, HomeSettings)
    files = sorted(path.glob(f"practices/*/{PRACTICE_FILE}"))
    if not files:
        problems.append(_no_practice(path))
    practices = []
    for file in files:
        practice, wrong = _read_practice(file, settings or HomeSettings())
        problems += wrong
        practices += [practice] if practice else []
    if settings is None or problems:
        return None, problems
    return Home(path, settings, tuple(practices)), []


def check_home(path: Path) -> list[Problem]:
    """Return everything wrong with the settings of a home and with who may read its secret."""
    home, problems = read_home(path)
    if home is None:
        return problems
    try:
        home.secret  # noqa: B018 - reading it is the check
    except SettingsError as error:
        return list(error.problems)
    if os.name == "posix" and stat.S_IMODE(home.secret_file.stat().st_mode) & 0o077:
        return [
            Problem(
                str(home.secret_file),
                "Others on this machine can read the secret.",
                "Whoever has it can tell which patient stands behind a token.",
                f"chmod 600 {home.secret_file}",
            )
        ]
    return []


def _read_practice(file: Path, home: HomeSettings) -> tuple[Practice | None, list[Problem]]:
    settings, problems = read_settings(file, PracticeSettings)
    rules, wrong_rules = read_rules(file.parent / RULES_FOLDER)
    profiles, wrong_profiles = read_profiles(file.parent / PROFILES_FOLDER)
    contracts, wrong_contracts = read_contracts(file.parent / CONTRACTS_FOLDER, settings)
    problems += wrong_rules + wrong_profiles + wrong_contracts
    if settings is None:
        return None, problems
    text = file.read_text(encoding="utf-8")
    own = {rule.key[0] for rule in rules if rule.table == DEADLINES}
    known = rule_keys(DEADLINES) | own
    wrong = [*_against_home(settings, file, home), *contradictions(settings, known)]
    for found in wrong:
        where = place(file, text, found.location)
        problems.append(Problem(where, found.what, found.why, found.remedy))
    delivery = home.delivery.folder
    practice = Practice(
        folder=file.parent,
        settings=settings,
        week_starts_on=WEEKDAYS.index(home.week_starts_on) + 1,
        home_delivery_folder=file.parents[2] / delivery / settings.practice.id
        if delivery
        else None,
        rules=rules,
        profiles=profiles,
        contracts=contracts,
    )
    return practice, problems


def _against_home(
    settings: PracticeSettings, file: Path, home: HomeSettings
) -> list[Contradiction]:
    found = []
    if settings.practice.id != file.parent.name:
        what = f"The id differs from the name of the folder, {file.parent.name}."
        remedy = "Write the name of the folder, or rename the folder before any file is loaded."
        found.append(Contradiction(("practice", "id"), what, WHY, remedy))
    if settings.practice.week_starts_on not in (None, home.week_starts_on):
        what = f"The week of this home starts on {home.week_starts_on}, this one on another day."
        why = "One weekly run serves all practices of a home; this one's week would never be due."
        remedy = "Remove the line, or move the practice to a home of its own."
        found.append(Contradiction(("practice", "week_starts_on"), what, why, remedy))
    return found


def _no_home(path: Path) -> Problem:
    what = f"This folder is no home: it has no {HOME_FILE}."
    why = "Settings, files and the warehouse of a practice live in one."
    return Problem(str(path), what, why, "Name another with --home, or write one: triage init DIR")


def _no_practice(path: Path) -> Problem:
    what = "The home holds no practice."
    why = "Files and packets belong to a practice."
    remedy = "Add one: triage init DIR --practice NAME"
    return Problem(str(path / "practices"), what, why, remedy)


def _missing_secret(file: Path) -> Problem:
    what = "The home's secret is missing or is not 64 hex digits."
    why = "With another secret every patient would become a new one."
    return Problem(
        str(file), what, why, "Put back the copy kept apart; triage init writes a first."
    )
