"""E35: visits of the plan year near the cap of the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import DAY, SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past, patient_of
from tests.edits.telling import told

Judge = Callable[..., Report]
ONE_DAY = dt.timedelta(days=1)
KNOWN_ON = dt.date(2026, 11, 4)
WARNED = [("E35", "A1", None, "warn")]


@pytest.fixture(autouse=True)
def adopted(adopt: Callable[..., None]) -> None:
    adopt("E35,E35,,warn,2026-10-01")


def rule(
    home: Home, value: str, codes: str = "", payer: str = "northwind", days: str = ","
) -> None:
    folder = home.practices[0].reference_folder
    folder.mkdir(exist_ok=True)
    (folder / "payer_rules.csv").write_text(
        "payer_id,rule_kind,applies_to,value,from_on,through_on,source\n"
        f"{payer},visit_cap,{codes},{value},{days},plan booklet\n"
    )


def visited(
    past: Past, first: dt.date, count: int, member: str = "MEMBER1", **other: object
) -> None:
    """Add paid visits on as many days from one on."""
    own = patient_of(past.home, member)
    answer = {name: other.pop(name) for name in ("reversed_on", "patient_token") if name in other}
    known_on = other.pop("known_on", KNOWN_ON)
    key = past.answer("id-OLD", "paid", known_on, **{"patient_token": own} | answer)  # type: ignore[arg-type]
    for place in range(count):
        line = {
            "adjudication_id": key,
            "payer_id": "northwind",
            "procedure_code": "90837",
            "service_on": first + place * ONE_DAY,
            "paid_usd": 100,
            "known_on": known_on,
        }
        past.add("fct_adjudication_lines", **line | other)


def cut_off(past: Past, day: dt.date, member: str = "MEMBER1", **other: object) -> None:
    """Add a visit that was denied because the visits of the year were used up."""
    row = {
        "denial_id": f"denial-{day}-{member}",
        "patient_token": patient_of(past.home, member),
        "payer_id": "northwind",
        "procedure_code": "90837",
        "carc_code": "119",
        "service_on": day,
        "known_on": KNOWN_ON,
        "is_noise": False,
    }
    past.add("fct_denials", **row | other)


def judged(judge: Judge, past: Past, *claims: Claim) -> list[tuple[str, str, int | None, str]]:
    past.publish()
    return told(judge(*(claims or (Claim(),)), only=["E35"]))


def claims_of(members: Iterable[str]) -> list[Claim]:
    return [Claim(number=member, member=member) for member in members]


def warned(*members: str) -> list[tuple[str, str, int | None, str]]:
    return [("E35", member, None, "warn") for member in members]


def test_it_warns_when_two_visits_are_left(judge: Judge, past: Past, home: Home) -> None:
    rule(home, "10")
    for paid in (6, 7, 10):
        visited(past, dt.date(2026, 1, 1), paid, f"P{paid}")
    past.publish()
    report = judge(*claims_of(["P6", "P7", "P10"]), only=["E35"])
    assert told(report) == warned("P7", "P10")
    assert report.findings[0].found == "7 visits paid since 2026-01-01, 1 more here, of 10"


def test_visits_of_the_batch_count_one_after_the_other(
    judge: Judge, past: Past, home: Home
) -> None:
    rule(home, "10")
    visited(past, dt.date(2026, 1, 1), 6)
    again = with_lines(Line("HC:90834"), number="SAMEDAY")
    next_day = with_lines(Line(on=DAY + ONE_DAY), number="NEXT")
    back = Claim(number="BACK", frequency="8")
    assert judged(judge, past, next_day, Claim(), again, back) == [("E35", "NEXT", None, "warn")]


def test_only_what_is_known_to_be_paid_is_used(judge: Judge, past: Past, home: Home) -> None:
    rule(home, "10")
    others = {
        "UNPAID": {"paid_usd": 0},
        "LATER": {"known_on": SENT_ON + ONE_DAY},
        "ANOTHER": {"patient_token": "another"},
        "UNDONE": {"reversed_on": SENT_ON},
        "UNDONELATER": {"reversed_on": SENT_ON + ONE_DAY},
        "PAID": {},
    }
    for member, other in others.items():
        visited(past, dt.date(2026, 1, 1), 6, member)
        visited(past, dt.date(2026, 2, 1), 1, member, **other)
    assert judged(judge, past, *claims_of(others)) == warned("UNDONELATER", "PAID")


@pytest.mark.parametrize(
    ("value", "first"),
    [
        ("10", dt.date(2026, 1, 1)),
        ("10 from 07-01", dt.date(2026, 7, 1)),
        ("10 from 11-03", dt.date(2025, 11, 3)),
    ],
)
def test_a_plan_year_begins_where_the_row_says(
    judge: Judge, past: Past, home: Home, value: str, first: dt.date
) -> None:
    rule(home, value)
    visited(past, first, 7, "WITHIN")
    visited(past, first - ONE_DAY, 7, "ONEBEFORE")
    assert judged(judge, past, *claims_of(["WITHIN", "ONEBEFORE"])) == warned("WITHIN")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"codes": "90837 90834"}, WARNED),
        ({"codes": "90834"}, []),
        ({"payer": "southgate"}, []),
        ({"days": "2026-11-02,2026-11-02"}, WARNED),
        ({"days": "2026-11-03,"}, []),
        ({"days": ",2026-11-01"}, []),
    ],
    ids=str,
)
def test_a_row_speaks_of_its_payer_codes_and_days(
    judge: Judge, past: Past, home: Home, row: dict, expected: list
) -> None:
    rule(home, "10", **row)
    visited(past, dt.date(2026, 1, 1), 7)
    assert judged(judge, past) == expected


def test_visits_under_other_codes_are_not_counted(judge: Judge, past: Past, home: Home) -> None:
    rule(home, "10", codes="90837")
    visited(past, dt.date(2026, 1, 1), 7, procedure_code="90834")
    assert judged(judge, past) == []


def test_a_client_who_was_cut_off_this_year_has_none_left(
    judge: Judge, past: Past, home: Home
) -> None:
    rule(home, "90")
    others = {
        "CUT": {},
        "CUTSTILL": {"closed_on": SENT_ON + ONE_DAY, "close_reason": "overturned_corrected"},
        "COVERAGE": {"carc_code": "27"},
        "ANOTHER": {"patient_token": "another"},
        "LATER": {"known_on": SENT_ON + ONE_DAY},
        "OVERTURNED": {"closed_on": SENT_ON, "close_reason": "overturned_corrected"},
        "LASTYEAR": {"service_on": dt.date(2025, 12, 31)},
        "COPY": {"is_noise": True},
    }
    for member, other in others.items():
        cut_off(past, dt.date(2026, 10, 5), member, **other)
    assert judged(judge, past, *claims_of(others)) == warned("CUT", "CUTSTILL")


def test_without_a_number_the_cap_is_where_the_client_was_cut_off_before(
    judge: Judge, past: Past, home: Home
) -> None:
    rule(home, "from 01-01")
    for member, paid in {"TWO": 2, "THREE": 3}.items():
        visited(past, dt.date(2025, 3, 1), 6, member)
        cut_off(past, dt.date(2025, 5, 1), member)
        visited(past, dt.date(2025, 6, 1), 3, member)
        visited(past, dt.date(2026, 1, 1), paid, member)
    assert judged(judge, past, *claims_of(["TWO", "THREE"])) == warned("THREE")


def test_how_near_is_the_practice_s_to_set(
    judge: Judge, past: Past, home: Home, adopt: Callable[..., None]
) -> None:
    rule(home, "10")
    visited(past, dt.date(2026, 1, 1), 7)
    adopt("E35,E35,near_visits=1,hold,2026-10-01")
    assert judged(judge, past) == []
    visited(past, dt.date(2026, 2, 1), 1)
    # a cap is a person's to judge: it never holds
    assert judged(judge, past) == WARNED


def test_without_a_row_it_is_silent_and_says_so(
    judge: Judge, past: Past, adopt: Callable[..., None]
) -> None:
    past.publish()
    quiet = {one.edit_id: one.reason for one in judge(Claim(), only=["E35"]).plan.silent}
    assert quiet["E35"] == "reference/payer_rules.csv has no row of the kind visit_cap"
    adopt()
    quiet = {one.edit_id: one.reason for one in judge(Claim(), only=["E35"]).plan.silent}
    assert quiet["E35"] == "off until it is adopted in rules/edits.csv"
