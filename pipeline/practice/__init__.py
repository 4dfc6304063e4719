"""Settings of a home and its practices: TOML files in, frozen validated objects out.

Refuses, with file, line and remedy: unknown keys, wrong types, unknown time zones, owner roles and
deadline rules, and an alias that two payers claim.
"""

from pipeline.practice.aliases import normalised_identifier, normalised_name, payer_aliases
from pipeline.practice.home import Home, check_home
from pipeline.practice.practice import Practice
from pipeline.practice.reading import SettingsError
from pipeline.practice.rule_tables import rule_keys
from pipeline.practice.settings import (
    Clinician,
    Delivery,
    HomeSettings,
    Identity,
    Location,
    Payer,
    PracticeSettings,
    Sources,
    Thresholds,
)
from pipeline.practice.source_settings import RemoteSource
from pipeline.practice.toml_writing import home_toml, practice_toml
from pipeline.practice.writing import add_practice, init_home, practice_id_of

__all__ = [
    "Clinician",
    "Delivery",
    "Home",
    "HomeSettings",
    "Identity",
    "Location",
    "Payer",
    "Practice",
    "PracticeSettings",
    "RemoteSource",
    "SettingsError",
    "Sources",
    "Thresholds",
    "add_practice",
    "check_home",
    "home_toml",
    "init_home",
    "normalised_identifier",
    "normalised_name",
    "payer_aliases",
    "practice_id_of",
    "practice_toml",
    "rule_keys",
]
