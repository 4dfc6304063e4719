"""One practice of a home: its settings file and the folders of settings beside it.

Takes the file and the home's settings. Refuses by returning problems: what each of them refuses,
settings that contradict each other or the home, and folders that cannot be read.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pipeline.errors import Problem
from pipeline.practice.adopted_edits import read_adopted_edits
from pipeline.practice.contracts import Contracts, read_contracts
from pipeline.practice.contradictions import Contradiction, contradictions
from pipeline.practice.home_problems import closed_settings
from pipeline.practice.practice import (
    CONTRACTS_FOLDER,
    PROFILES_FOLDER,
    RULES_FOLDER,
    Practice,
)
from pipeline.practice.profiles import read_profiles
from pipeline.practice.reading import WHY, place, read_settings
from pipeline.practice.rule_overrides import read_rules
from pipeline.practice.rule_tables import rule_keys
from pipeline.practice.settings import WEEKDAYS, HomeSettings, PracticeSettings

DEADLINES = "payer_deadlines"

Found = TypeVar("Found")


def read_practice(file: Path, home: HomeSettings) -> tuple[Practice | None, list[Problem]]:
    """Return the practice of a ``practice.toml``, and every problem with its settings.

    None where the file itself cannot be used.
    """
    folder = file.parent
    settings, text, problems = read_settings(file, PracticeSettings)
    rules, wrong_rules = _read(folder / RULES_FOLDER, read_rules, ())
    edits, wrong_edits = _read(
        folder / RULES_FOLDER, lambda place: read_adopted_edits(place, settings, rules), ()
    )
    profiles, wrong_profiles = _read(folder / PROFILES_FOLDER, read_profiles, ())
    contracts, wrong_contracts = _read(
        folder / CONTRACTS_FOLDER, lambda place: read_contracts(place, settings), Contracts()
    )
    problems += wrong_rules + wrong_profiles + wrong_contracts + wrong_edits
    if settings is None:
        return None, problems
    own = {rule.key[0] for rule in rules if rule.table == DEADLINES}
    wrong = _against_home(settings, file, home)
    wrong += contradictions(settings, rule_keys(DEADLINES) | own)
    problems += [
        Problem(place(file, text, one.location), one.what, one.why, one.remedy) for one in wrong
    ]
    return Practice(
        folder=folder,
        settings=settings,
        week_starts_on=WEEKDAYS.index(home.week_starts_on) + 1,
        home_delivery=home.delivery,
        rules=rules,
        profiles=profiles,
        contracts=contracts,
        edits=edits,
    ), problems


def _read(
    folder: Path, read: Callable[[Path], tuple[Found, list[Problem]]], nothing: Found
) -> tuple[Found, list[Problem]]:
    """Return what a folder of settings holds; one that cannot be read is a problem like others."""
    try:
        return read(folder)
    except OSError as error:
        return nothing, [closed_settings(folder, error)]


def _against_home(
    settings: PracticeSettings, file: Path, home: HomeSettings
) -> list[Contradiction]:
    found = []
    if settings.practice.id != file.parent.name:
        what = f"The id differs from the name of the folder, {file.parent.name}."
        remedy = "Write the name of the folder, or rename the folder before any file is loaded."
        found.append(Contradiction(("practice", "id"), what, WHY, remedy))
    if home.engine.name == "spark" and settings.at_rest.key and settings.at_rest.is_on:
        what = "The practice has a key of its own, and Spark computes this home."
        why = (
            "Spark writes files that no key of ours locks: rows would lie open beside its archive."
        )
        remedy = "Set is_on = false, or move the practice to a home that DuckDB computes."
        found.append(Contradiction(("at_rest", "key"), what, why, remedy))
    if settings.practice.week_starts_on not in (None, home.week_starts_on):
        what = f"The week of this home starts on {home.week_starts_on}, this one on another day."
        why = "One weekly run serves all practices of a home; this one's week would never be due."
        remedy = "Remove the line, or move the practice to a home of its own."
        found.append(Contradiction(("practice", "week_starts_on"), what, why, remedy))
    return found
