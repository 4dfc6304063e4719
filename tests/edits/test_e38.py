"""E38: a charge that can be meant, and lines that add up to their claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import DAY, SENT_ON, Claim, Line, outgoing, with_lines
from tests.edits.past import Past
from tests.edits.telling import severities, told

Judge = Callable[..., Report]


def charging(number: str, charge: str, service: str = "HC:90837", **line: object) -> Claim:
    return with_lines(Line(service, charge=charge, **line), number=number)  # type: ignore[arg-type]


@pytest.fixture
def contracts(home: Home) -> Home:
    """A home with fees of northwind, and a payer by head."""
    practice = home.practices[0]
    with practice.settings_file.open("a", encoding="utf-8") as settings:
        settings.write('\n[[payers]]\nid = "heads"\nname = "Heads"\nidentifiers = ["HD01"]\n')
        settings.write("is_capitated = true\n")
    practice.contracts_folder.mkdir(exist_ok=True)
    (practice.contracts_folder / "fee_schedule.csv").write_text(
        "payer_id,procedure_code,modifiers,allowed_usd,per,from_on,through_on\n"
        "northwind,90837,,120,unit,2026-11-02,2026-11-03\n"
        "northwind,90837,HO:95,200,unit,2026-01-01,\n"
        "northwind,H0015,,300,line,2026-01-01,\n"
        "northwind,H2019,,20,unit,2026-01-01,\n"
        "heads,90837,,120,unit,2026-01-01,\n"
    )
    return home


@pytest.mark.usefixtures("contracts")
def test_nothing_and_less_than_the_contract_warn(judge: Judge) -> None:
    report = judge(
        charging("nothing", "0"),
        charging("as allowed", "120"),
        charging("a cent less", "119.99"),
        charging("own modifiers", "199.99", "HC:90837:95:HO"),
        charging("as own modifiers", "200", "HC:90837:95:HO"),
        charging("other modifiers", "120", "HC:90837:95"),
        charging("two units", "239.99", units="2"),
        charging("a line", "300", "HC:H0015", units="8"),
        charging("less than a line", "299.99", "HC:H0015", units="8"),
        charging("minutes", "30", "HC:H2019", basis="MJ", units="30"),
        charging("last day", "1", on=dt.date(2026, 11, 3)),
        charging("day after", "1", on=dt.date(2026, 11, 4)),
        with_lines(Line(charge="1"), number="second payer", sequence="S"),
        with_lines(Line(charge="1"), number="no contract", payer="SG01"),
        with_lines(Line(charge="0"), number="by head", payer="HD01"),
        with_lines(Line(charge="1"), number="little by head", payer="HD01"),
        with_lines(Line(charge="0"), number="taken back", frequency="8"),
        only=["E38"],
    )
    assert severities(report) == dict.fromkeys(
        ["nothing", "a cent less", "own modifiers", "two units", "less than a line", "last day"],
        "warn",
    )
    assert {one.field for one in report.findings} == {"SV102"}
    assert not any("120" in one.wanted + one.found for one in report.findings)


@pytest.mark.usefixtures("contracts")
def test_what_a_charge_may_be_below_is_the_practice_s_to_set(
    judge: Judge, adopt: Callable[..., None]
) -> None:
    adopt("E38,E38,tolerance_usd=5,hold,2026-10-01")
    report = judge(charging("in it", "115"), charging("below", "114.99"), only=["E38"])
    assert severities(report) == {"below": "warn"}


def test_lines_that_do_not_add_up_hold(judge: Judge) -> None:
    claim = outgoing(with_lines(Line(), Line("HC:90785", charge="10.5")))
    assert told(judge(claim, only=["E38"])) == []
    report = judge(claim.replace(b"CLM*A1*160.5", b"CLM*A1*160.49"), only=["E38"])
    assert told(report) == [("E38", "A1", None, "hold")]
    assert report.findings[0].found == "a total of 160.49 over lines of 160.50"
    open_line = claim.replace(b"SV1*HC:90785*10.5", b"SV1*HC:90785*")
    assert told(judge(open_line, only=["E38"])) == []


def test_an_institutional_line_is_told_by_its_own_element(judge: Judge) -> None:
    report = judge(with_lines(Line("HC:H0035", charge="0", revenue="0912"), place="13:A"))
    assert [one.field for one in report.findings if one.edit_id == "E38"] == ["SV203"]


@pytest.mark.parametrize(
    ("lines", "known_on", "charges", "expected"),
    [
        (20, SENT_ON, (100, 100), {"far above": "warn"}),
        (20, SENT_ON, (150, 100), {}),
        (19, SENT_ON, (100, 100), {}),
        (20, SENT_ON + dt.timedelta(days=1), (100, 100), {}),
    ],
    ids=["told", "median of two", "few lines", "not known"],
)
def test_far_above_the_practice_s_own_median_warns(
    judge: Judge,
    past: Past,
    lines: int,
    known_on: dt.date,
    charges: tuple[int, int],
    expected: dict[str, str],
) -> None:
    for place in range(lines):
        charge = charges[place % 2]
        past.sent(f"OLD{place}", known_on=known_on, service_on=DAY, charge_usd=charge)
    past.publish()
    ten_times = charging("ten times", "2000", units="2")
    report = judge(ten_times, charging("far above", "1000.01"), only=["E38"])
    assert severities(report) == expected
