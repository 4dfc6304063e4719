"""A new home, or one more practice in it.

Takes a folder and a practice's key and name. Refuses to write over settings that exist, and keys
that cannot be a folder and a key of tables.
"""

import os
import re
import secrets
import shutil
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import Problem
from pipeline.practice.contracts import FEE_SCHEDULE, FEE_SHAPE, ROSTER, ROSTER_SHAPE
from pipeline.practice.csv_files import NOTES
from pipeline.practice.home import HOME_FILE, Home
from pipeline.practice.practice import (
    CONTRACTS_FOLDER,
    PRACTICE_FILE,
    PROFILES_FOLDER,
    REFERENCE_FOLDER,
    RULES_FOLDER,
)
from pipeline.practice.practice_folders import PRACTICES, half_of
from pipeline.practice.reading import SettingsError
from pipeline.practice.settings import HomeSettings, Identity, PracticeSettings
from pipeline.practice.toml_writing import home_toml, practice_toml

_SECRET_BYTES = 32
_ABOUT_RULES = """\
# Rules of this practice

A CSV file here changes rows of the table of rules whose name it has, for this practice only;
docs/rules.md of the project lists the tables. Write the key, the columns you decide, decided_on and
reason. In carc_codes.csv:

    carc_code,default_owner,decided_on,reason
    197,claims_biller,2026-11-25,our billers ask for retro authorizations themselves

Whether it is sound: triage check. What it would change: triage rules diff. Checks before sending
are decided in edits.csv (docs/edits.md). This file is for notes.
"""
_ABOUT_CONTRACTS = """\
# Contracts and roster of this practice

Both files are optional: under the head alone nothing changes. docs/contracts.md of the project
explains each column. Days are those of service, and through_on is the last one, included.

fee_schedule.csv, what a payer allows; a row without modifiers serves any:

    payer_id,procedure_code,modifiers,allowed_usd,per,from_on,through_on
    acme,90837,,142.50,unit,2026-01-01,
    acme,90837,HO,128.00,unit,2026-01-01,2026-12-31

credentialing.csv, who and what place a payer has on file, from its effective date on:

    npi,location_id,payer_id,state,from_on,through_on
    1000000004,,acme,OH,2026-03-01,
    ,main,acme,OH,2025-07-01,

Whether they are sound: triage check. This file is for notes.
"""

_ABOUT_LISTS = """\
# Lists that checks before sending look things up in

Each is optional: a check without its list says nothing, and triage scrub says which those are.
docs/edits.md of the project tells more. clinician_roster.csv, authorizations.csv,
eligibility_checks.csv, payer_rules.csv and session_minutes.csv are read here; of the first the
head is:

    npi,taxonomy_code,licence_level,supervisor_npi,from_on,through_on

Whether they are sound: triage check. This file is for notes.
"""

_ABOUT_PROFILES = """\
# Profiles of lists

A TOML file here tells what the columns of a list of your practice system mean, where it differs
from the lists that are known; docs/exports.md of the project shows one. What would be read of a
list: triage check FILE --practice ID. This file is for notes.
"""


def practice_id_of(name: str) -> str:
    """Make a key of a practice's name: ``Green River, LLC`` is ``green-river-llc``."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-")


def init_home(folder: Path, practice_id: str, name: str) -> Home:
    """Write a home with one practice; in a home that exists, add the practice.

    Folders get mode 0700 and files 0600: everything below holds patients' data.

    Raises:
        SettingsError: If the practice exists already or its key cannot be one.
    """
    settings = _identified(practice_id, name)
    _private_folder(folder)
    if not (folder / HOME_FILE).exists():
        home = HomeSettings()
        _write_secret(folder / home.secret_file)
        _write_new(folder / HOME_FILE, home_toml(home))
    return add_practice(folder, settings)


def add_practice(folder: Path, settings: PracticeSettings) -> Home:
    """Write one more practice into a home, with its folders, and open the home.

    Raises:
        SettingsError: If the practice exists already, or the home is not valid with it.
    """
    practice = folder / PRACTICES / settings.practice.id
    if (practice / PRACTICE_FILE).exists():
        raise SettingsError(
            Problem(
                str(practice / PRACTICE_FILE),
                "This practice exists already.",
                "Its settings are somebody's work and are not written over.",
                "Edit the file, or give the new practice another name.",
            )
        )
    _private_folder(practice.parent)
    if practice.exists():
        # Somebody began it: it gets what it lacks.
        _lay_out(practice, settings)
    else:
        # Whoever reads the home meanwhile, such as the server, sees all of it or nothing.
        half = half_of(practice)
        shutil.rmtree(half, ignore_errors=True)
        _lay_out(half, settings)
        half.rename(practice)
    return Home.open_serving(folder)


def _lay_out(practice: Path, settings: PracticeSettings) -> None:
    """Write what a practice's folder lacks of its folders, notes and files; settings come last."""
    settings_folders = (RULES_FOLDER, CONTRACTS_FOLDER, PROFILES_FOLDER, REFERENCE_FOLDER)
    below = ("inbox", "packets", *settings_folders, "worklists")
    for place in (practice, *(practice / name for name in below)):
        _private_folder(place)
    contracts = practice / CONTRACTS_FOLDER
    texts = {
        practice / RULES_FOLDER / NOTES: _ABOUT_RULES,
        contracts / NOTES: _ABOUT_CONTRACTS,
        practice / REFERENCE_FOLDER / NOTES: _ABOUT_LISTS,
        contracts / FEE_SCHEDULE: ",".join(FEE_SHAPE.columns) + "\n",
        contracts / ROSTER: ",".join(ROSTER_SHAPE.columns) + "\n",
        practice / PROFILES_FOLDER / NOTES: _ABOUT_PROFILES,
        practice / PRACTICE_FILE: practice_toml(settings),
    }
    for file, text in texts.items():
        if not file.exists():
            _write_new(file, text)


def _identified(practice_id: str, name: str) -> PracticeSettings:
    try:
        return PracticeSettings(practice=Identity(id=practice_id, name=name))
    except ValidationError:
        raise SettingsError(
            Problem(
                "triage init",
                "No key can be made of this name.",
                "The key names the practice's folder and stands in every table.",
                "Give a name with letters or digits, at most 40 of them.",
            )
        ) from None


def _private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _write_new(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)


def _write_secret(file: Path) -> None:
    if not file.exists():
        _write_new(file, secrets.token_hex(_SECRET_BYTES) + "\n")
