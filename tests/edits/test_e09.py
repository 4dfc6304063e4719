"""E09: a session is as long as its code wants, by the practice's list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import CLINICIAN, OTHER_CLINICIAN, Claim, Line, with_lines
from tests.edits.lists import write_list
from tests.edits.telling import severities, silence, told

Judge = Callable[..., Report]
FLOORS = {"90832": 16, "90834": 38, "90837": 53, "90839": 30}


@pytest.fixture
def adopted(home: Home, adopt: Callable[..., None]) -> Home:
    adopt("E09,E09,,hold,2026-10-01")
    return home


def of(number: str, procedure: str, **claim: object) -> Claim:
    return with_lines(Line(f"HC:{procedure}"), number=number, **claim)


def test_a_floor_of_either_side(judge: Judge, adopted: Home) -> None:
    entries = [
        f"{side}{code},2026-11-02,{code},,{floor - (side == 'U')}"
        for code, floor in (FLOORS | {"90847": 26}).items()
        for side in "AU"
    ]
    write_list(adopted, "session_minutes", *entries)
    claims = [of(entry.split(",")[0], entry.split(",")[2]) for entry in entries]
    report = judge(*claims, only=["E09"])
    assert severities(report) == {
        **{f"U{code}": "hold" for code in FLOORS},
        "U90847": "warn",
    }
    assert report.findings[2].found == "90837 on 2026-11-02 with 52 minutes"
    assert {one.owner_role for one in report.findings} == {"treating_clinician"}
    others = {"90832", "90834", "90837", "90839"} - {"90837"}
    assert not any(code in report.findings[2].wanted for code in others)


def test_minutes_meet_their_own_service_only(judge: Judge, adopted: Home) -> None:
    write_list(
        adopted,
        "session_minutes",
        "DAY,2026-11-03,90837,,20",
        "CODE,2026-11-02,90834,,20",
        f"WHO,2026-11-02,90837,{OTHER_CLINICIAN},20",
        f"ME,2026-11-02,90837,{CLINICIAN},20",
        "ANY,2026-11-02,,,20",
        "SUM,2026-11-02,90837,,30",
        "SUM,2026-11-02,90837,,23",
        "TWO,2026-11-02,90837,,105",
        "PAIR,2026-11-02,90837,,106",
        "GONE,2026-11-02,90837,,20",
        "FREE,2026-11-02,H0004,,1",
    )
    session = Line("HC:90837")
    report = judge(
        *(of(number, "90837") for number in ("DAY", "CODE", "WHO", "ME", "ANY", "SUM", "NONE")),
        with_lines(session, session, number="TWO"),
        with_lines(session, session, number="PAIR"),
        of("GONE", "90837", frequency="8"),
        of("FREE", "H0004"),
        only=["E09"],
    )
    assert told(report) == [
        ("E09", "ME", 1, "hold"), ("E09", "ANY", 1, "hold"), ("E09", "TWO", 2, "hold")
    ]  # fmt: skip


def test_a_floor_is_the_practice_s_to_set(
    judge: Judge, adopted: Home, home_rules: Callable[[str, str], None]
) -> None:
    home_rules(
        "minute_floors",
        "procedure_code,min_minutes,decided_on,reason\n90837,60,2026-11-01,our plan\n",
    )
    write_list(adopted, "session_minutes", "A1,2026-11-02,90837,,59", "A2,2026-11-02,90837,,60")
    report = judge(of("A1", "90837"), of("A2", "90837"), only=["E09"])
    assert severities(report) == {"A1": "hold"}


def test_it_is_off_until_adopted_and_silent_without_its_list(
    judge: Judge, home: Home, adopt: Callable[..., None]
) -> None:
    assert silence(judge(Claim()), "E09").startswith("off until")
    adopt("E09,E09,,warn,2026-10-01")
    assert silence(judge(Claim()), "E09") == "there is no reference/session_minutes.csv"
