"""E16: the day of service is there, is past, ends after it begins and is within coverage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import SENT_ON, Claim, Line, with_lines
from tests.edits.telling import told

Judge = Callable[..., Report]
ONE_DAY = dt.timedelta(days=1)
STAY = Line("HC:H0035", revenue="0912", on=None)


def on(day: dt.date, number: str, **claim: object) -> Claim:
    return with_lines(Line(on=day), number=number, **claim)


def held(*numbers: str) -> list[tuple[str, str, int | None, str]]:
    return [("E16", number, 1, "hold") for number in numbers]


def span(first: dt.date, last: dt.date, qualifier: str = "472") -> str:
    return f"DTP*{qualifier}*RD8*{first:%Y%m%d}-{last:%Y%m%d}"


def test_a_service_is_no_later_than_its_claim(judge: Judge) -> None:
    claims = [on(SENT_ON, "TODAY"), on(SENT_ON + ONE_DAY, "LATER")]
    report = judge(*claims, only=["E16"])
    assert told(report) == held("LATER")
    assert report.findings[0].found == "2026-11-10 in a claim of 2026-11-09"
    later = judge(*claims, only=["E16"], as_of_on=SENT_ON + 9 * ONE_DAY)
    assert told(later) == held("LATER")
    made_later = judge(*claims, only=["E16"], sent_on=SENT_ON + ONE_DAY)
    assert told(made_later) == held("LATER")
    both = {"sent_on": SENT_ON + ONE_DAY, "as_of_on": SENT_ON + ONE_DAY}
    assert told(judge(*claims, only=["E16"], **both)) == []


def test_a_service_ends_no_earlier_than_it_begins(judge: Judge) -> None:
    first = SENT_ON - 9 * ONE_DAY
    right = with_lines(Line(on=None, extra=(span(first, first),)), number="RIGHT")
    wrong = with_lines(Line(on=None, extra=(span(first, first - ONE_DAY),)), number="WRONG")
    report = judge(right, wrong, only=["E16"])
    assert told(report) == held("WRONG")
    assert report.findings[0].found == "from 2026-10-31 to 2026-10-30"


def test_a_service_is_no_older_than_three_years(judge: Judge, adopt: Callable[..., None]) -> None:
    ages = [on(SENT_ON - days * ONE_DAY, f"D{days}") for days in (365, 366, 1095, 1096)]
    old = ages[-1].lines[0].on or SENT_ON
    claims = [*ages, on(old, "AGAIN", frequency="7"), on(old, "BACK", frequency="8")]
    report = judge(*claims, only=["E16"])
    # what was sent is mended or taken back however old it is
    warned = [("E16", number, 1, "warn") for number in ("AGAIN", "BACK")]
    assert told(report) == [*held("D1096"), *warned]
    assert report.findings[0].wanted == "a day of the last 1095 days"
    adopt("E16,E16,max_age_days=365,hold,2026-10-01")
    assert told(judge(*ages, only=["E16"])) == held("D366", "D1095", "D1096")


def test_a_professional_line_has_a_day_of_its_own(judge: Judge) -> None:
    claim = with_lines(Line(), Line("HC:90834", on=None))
    report = judge(claim, only=["E16"])
    assert told(report) == [("E16", "A1", 2, "hold")]
    assert report.findings[0].found == "no day of service"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ((SENT_ON - 2 * ONE_DAY, SENT_ON), []),
        ((SENT_ON, SENT_ON - ONE_DAY), ["from 2026-11-09 to 2026-11-08"]),
        ((SENT_ON, SENT_ON + ONE_DAY), ["2026-11-10 in a claim of 2026-11-09"]),
        (None, ["no day of service"]),
    ],
)
def test_a_stay_is_judged_by_its_statement(
    judge: Judge, statement: tuple[dt.date, dt.date] | None, found: Sequence[str]
) -> None:
    before = (span(*statement, "434"),) if statement else ()
    report = judge(with_lines(STAY, STAY, place="11:A", before=before), only=["E16"])
    assert [(f.line_number, f.field, f.found) for f in report.findings] == [
        (None, "DTP*434", one) for one in found
    ]


def test_a_line_of_a_stay_is_judged_by_its_own_day(judge: Judge) -> None:
    before = (span(SENT_ON - 2 * ONE_DAY, SENT_ON, "434"),)
    late = Line("HC:H0035", revenue="0912", on=SENT_ON + ONE_DAY)
    report = judge(with_lines(STAY, late, place="11:A", before=before), only=["E16"])
    assert told(report) == [("E16", "A1", 2, "hold")]


def check(home: Home, *rows: str) -> None:
    folder = home.practices[0].reference_folder
    folder.mkdir(exist_ok=True)
    text = "".join(
        f"{row}\n" for row in ("member_id,payer_id,checked_on,from_on,through_on", *rows)
    )
    (folder / "eligibility_checks.csv").write_text(text, encoding="utf-8")


def days(*numbers: int, **claim: object) -> list[Claim]:
    return [on(dt.date(2026, 10, number), f"OCT{number}", **claim) for number in numbers]


def test_a_service_is_within_the_coverage_that_was_found(judge: Judge, home: Home) -> None:
    check(home, "MEMBER1,northwind,2026-11-02,2026-10-05,2026-10-20")
    report = judge(*days(4, 5, 20, 21), only=["E16"])
    assert told(report) == held("OCT4", "OCT21")
    assert report.findings[0].found == "2026-10-04, outside the coverage found on 2026-11-02"


@pytest.mark.parametrize(
    "row",
    [
        "MEMBER2,northwind,2026-11-02,2026-10-05,2026-10-20",
        "MEMBER1,southgate,2026-11-02,2026-10-05,2026-10-20",
        "MEMBER1,northwind,2026-11-10,2026-10-05,2026-10-20",
        "MEMBER1,northwind,2026-11-02,,",
    ],
    ids=["member", "payer", "a look after sending", "no end known"],
)
def test_coverage_of_which_nothing_is_known_is_not_judged(
    judge: Judge, home: Home, row: str
) -> None:
    check(home, row)
    assert told(judge(*days(4, 21), only=["E16"])) == []


def test_one_look_that_found_coverage_is_enough(judge: Judge, home: Home) -> None:
    check(
        home,
        "MEMBER1,northwind,2026-10-02,2026-10-01,2026-10-20",
        "MEMBER1,northwind,2026-11-02,2026-10-05,",
    )
    assert told(judge(*days(2, 21), only=["E16"])) == []


FOUND, ENDED = "2026-01-01,", "2026-01-01,2026-10-20"


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ((("2026-01-05", FOUND), ("2026-11-05", ENDED)), held("OCT21")),
        ((("2026-11-05", FOUND), ("2026-01-05", ENDED)), []),
        ((("2026-11-05", FOUND), ("2026-11-05", ENDED)), []),
        ((("2026-01-05", FOUND), ("2026-11-05", "2026-11-01,")), []),
        ((("2026-01-05", FOUND), ("2026-11-10", ENDED)), []),
        (
            (
                ("2026-01-05", FOUND),
                ("2026-11-03", ENDED),
                ("2026-11-05", "2026-10-21,"),
            ),
            held(),
        ),
    ],
    ids=["ended since", "found since", "of one day", "of later days", "not known yet", "renewed"],
)
def test_a_later_look_that_found_an_end_decides(
    judge: Judge, home: Home, looks: Sequence[tuple[str, str]], expected: list
) -> None:
    for rows in (looks, looks[::-1]):
        check(home, *(f"MEMBER1,northwind,{day},{found}" for day, found in rows))
        assert told(judge(*days(20, 21), only=["E16"])) == expected


@pytest.mark.parametrize(("looked", "severity"), [(21, "hold"), (20, "warn")])
def test_a_look_before_the_visit_only_warns(
    judge: Judge, home: Home, looked: int, severity: str
) -> None:
    check(home, f"MEMBER1,northwind,2026-10-{looked},,2026-10-19")
    assert told(judge(*days(21), only=["E16"])) == [("E16", "OCT21", 1, severity)]
