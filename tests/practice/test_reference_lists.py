"""Lists that edits look things up in: which rows stand, and how each mistake is told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.practice import Home
from pipeline.practice.reference_files import FILES, read_references

SOUND = {
    "clinician_roster": (
        "npi,taxonomy_code,licence_level,from_on\n1999999984,101YM0800X,LPC,2026-01-01\n"
    ),
    "billing_entities": "npi,kind,from_on\n1999999992,group,2020-01-01\n",
    "authorizations": (
        "member_id,payer_id,authorization_number,from_on,procedure_codes,approved_units\n"
        "W 123,northwind,AUTH-7,2026-01-01,90837 90834,12.5\n"
    ),
    "eligibility_checks": "member_id,payer_id,checked_on\nW 123,northwind,2026-11-02\n",
    "payer_rules": (
        "payer_id,rule_kind,applies_to,value,source\n"
        "northwind,authorization_required,90837,yes,provider manual of 2026\n"
    ),
    "session_minutes": "claim_number,service_on,minutes\nA1,2026-11-02,53\n",
}


@pytest.fixture
def practice_home(home: Home) -> Home:
    with home.practices[0].settings_file.open("a", encoding="utf-8") as settings:
        settings.write('\n[[payers]]\nid = "northwind"\nname = "Northwind"\n')
    return Home.open(home.path)


def write(home: Home, name: str, text: str) -> Path:
    folder = home.practices[0].reference_folder
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_every_list_has_a_sound_example() -> None:
    assert set(SOUND) == set(FILES)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_list_is_read(practice_home: Home, name: str) -> None:
    folder = write(practice_home, f"{name}.csv", SOUND[name])
    found, problems = read_references(folder, practice_home.practices[0].settings)
    assert problems == []
    assert len(found[name].rows) == 1
    assert len(found[name].rows[0]) == len(FILES[name])


def test_cells_have_the_type_of_their_column(practice_home: Home) -> None:
    folder = write(practice_home, "authorizations.csv", SOUND["authorizations"])
    found, _ = read_references(folder, None)
    (row,) = found["authorizations"].rows
    assert row == (
        "W 123", "northwind", "AUTH-7", dt.date(2026, 1, 1), None, "90837 90834", None,
        Decimal("12.5"), None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        ("clinician_roster", "1999999984", "199999998", "npi is not what"),
        ("clinician_roster", "101YM0800X", "101YM0800", "taxonomy_code is not what"),
        ("authorizations", "northwind", "acme", "payer_id is not what"),
        ("authorizations", "2026-01-01", "1/1/2026", "from_on is not what"),
        ("authorizations", "W 123", "", "member_id is empty"),
        ("billing_entities", "group", "grouping", "kind is not what"),
        ("session_minutes", ",53", ",-1", "minutes is not what"),
        ("payer_rules", ",source", ",sauce", "Column 5"),
        ("payer_rules", "authorization_required,", "session_units,", "A part of value says"),
    ],
)
def test_each_mistake_is_told_with_its_line_and_without_the_cell(
    practice_home: Home, name: str, old: str, new: str, what: str
) -> None:
    folder = write(practice_home, f"{name}.csv", SOUND[name].replace(old, new, 1))
    _, problems = read_references(folder, practice_home.practices[0].settings)
    assert any(what in problem.what for problem in problems), problems
    assert not any(new in problem.what for problem in problems if len(new) > 3)


def test_a_list_that_nobody_would_read_is_told(practice_home: Home) -> None:
    folder = write(practice_home, "authorisations.csv", SOUND["authorizations"])
    write(practice_home, "README.md", "notes")
    _, (problem,) = read_references(folder, None)
    assert "authorizations.csv" in problem.remedy
