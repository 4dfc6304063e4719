"""E03: a line carries the modifier of its clinician's licence level, and of no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import CLINICIAN, OTHER_CLINICIAN, Claim, Line, with_lines
from tests.edits.lists import payer_rules, write_list
from tests.edits.telling import severities, silence

Judge = Callable[..., Report]
RULES = (
    "northwind,licence_modifiers,90837 90834,level=LPC; modifier=HO,2026-01-01",
    "northwind,licence_modifiers,90837,level=lpc; modifier=AJ,2026-01-01",
    "northwind,licence_modifiers,90837,level=associate; modifier=HN,2026-01-01",
)
MISSING, WRONG = "no modifier of a licence level", "modifiers of a licence level: HN"


@pytest.fixture
def adopted(home: Home, adopt: Callable[..., None]) -> Home:
    adopt("E03,E03,,hold,2026-10-01")
    write_list(
        home,
        "clinician_roster",
        f"{CLINICIAN},,lpc,,2026-01-01,",
        f"{OTHER_CLINICIAN},,Associate,,2026-11-02,2026-11-02",
        "1999999968,,physician,,,",
        "1999999950,,lpc,,2026-11-03,",
        "1999999943,,lpc,,,2026-11-01",
    )
    return home


def by(number: str, modifiers: str, clinician: str = CLINICIAN, **claim: object) -> Claim:
    return with_lines(Line(f"HC:90837{modifiers}"), number=number, clinician=clinician, **claim)


def test_the_modifier_fits_the_level(judge: Judge, adopted: Home) -> None:
    payer_rules(adopted, *RULES)
    report = judge(
        by("fits", ":95:HO"),
        by("fits as well", ":AJ"),
        by("missing", ":95"),
        by("of another level", ":HN"),
        by("of two levels", ":HO:HN"),
        by("an associate", ":HN", OTHER_CLINICIAN),
        by("an associate as more", ":HO", OTHER_CLINICIAN),
        by("a level without a row", "", "1999999968"),
        by("not on the roster", "", "1999999935"),
        by("not on it yet", "", "1999999950"),
        by("no longer", "", "1999999943"),
        by("two of a stranger", ":HO:HN", "1999999935"),
        by("another payer", ":95", payer="SG01"),
        by("taken back", ":95", frequency="8"),
        with_lines(Line("HC:90832"), number="another procedure"),
        with_lines(Line("HC:90834"), number="the second procedure"),
        only=["E03"],
    )
    assert {f.claim_number: f.found for f in report.findings} == {
        "missing": MISSING,
        "of another level": WRONG,
        "of two levels": "modifiers of a licence level: HN HO",
        "an associate as more": "modifiers of a licence level: HO",
        "two of a stranger": "modifiers of a licence level: HN HO",
        "the second procedure": MISSING,
    }
    assert {*severities(report).values()} == {"hold"}
    assert not any(code in f.wanted for f in report.findings for code in ("HO", "HN", "AJ"))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("2026-11-02,2026-11-02", {"A1": "hold"}),
        ("2026-11-03,", {}),
        ("2026-01-01,2026-11-01", {}),
        (",", {"A1": "warn"}),
    ],
    ids=["its day", "not yet", "no longer", "a row without a day"],
)
def test_a_row_holds_on_its_days_and_without_one_it_warns(
    judge: Judge, adopted: Home, days: str, expected: dict
) -> None:
    payer_rules(adopted, f"northwind,licence_modifiers,,level=lpc; modifier=HO,{days}")
    assert severities(judge(by("A1", ""), only=["E03"])) == expected


def test_it_is_off_until_adopted_and_silent_without_its_lists(
    judge: Judge, home: Home, adopt: Callable[..., None]
) -> None:
    assert silence(judge(by("A1", "")), "E03").startswith("off until")
    adopt("E03,E03,,hold,2026-10-01")
    assert silence(judge(by("A1", "")), "E03") == "there is no reference/clinician_roster.csv"
    write_list(home, "clinician_roster", f"{CLINICIAN},,lpc,,,")
    assert silence(judge(by("A1", "")), "E03").endswith("no row of the kind licence_modifiers")
