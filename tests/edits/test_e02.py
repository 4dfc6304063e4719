"""E02: a place of service is one that the location may bill."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import Claim, Line, with_lines
from tests.edits.lists import payer_rules
from tests.edits.telling import severities, silence

Judge = Callable[..., Report]
MAIN, OTHER = "1999999950", "1999999943"
LOCATIONS = f"""
[[locations]]
id = "main"
name = "Main Street"
npi = "{MAIN}"

[[locations]]
id = "annex"
name = "Annex"
npi = "{OTHER}"
"""


@pytest.fixture
def sites(home: Home) -> Home:
    with home.practices[0].settings_file.open("a", encoding="utf-8") as settings:
        settings.write(LOCATIONS)
    return home


def at(number: str, line_place: str, site: str = MAIN, **claim: object) -> Claim:
    extra = (f"NM1*77*2*SITE*****XX*{site}",) if site else ()
    return with_lines(Line(place=line_place), number=number, extra=extra, **claim)


def test_a_place_of_either_side(judge: Judge, sites: Home) -> None:
    payer_rules(
        sites,
        "northwind,location_places,,location=main; places=11 53",
        "northwind,location_places,90834,location=main; places=22",
        "northwind,location_places,,location=main; places=49,2026-11-03",
    )
    report = judge(
        at("office", "11"),
        at("center", "53"),
        at("at home by telehealth", "10"),
        at("elsewhere by telehealth", "02"),
        at("hospital", "22"),
        at("not yet", "49"),
        at("of the claim", "", place="22:B"),
        at("a place of another location", "22", OTHER),
        at("no location named", "22", ""),
        at("a stranger", "22", "1999999935"),
        at("another payer", "22", payer="SG01"),
        at("taken back", "22", frequency="8"),
        with_lines(
            Line("HC:90834", place="22"), number="of the procedure",
            extra=(f"NM1*77*2*SITE*****XX*{MAIN}",),
        ),
        only=["E02"],
    )  # fmt: skip
    assert severities(report) == dict.fromkeys(["hospital", "not yet", "of the claim"], "warn")
    assert [(one.field, one.found) for one in report.findings] == [
        ("SV105", "place 22"),
        ("SV105", "place 49"),
        ("CLM05-1", "place 22"),
    ]


def test_no_place_at_all(judge: Judge, sites: Home) -> None:
    payer_rules(sites, "northwind,location_places,,location=main; places=11")
    (finding,) = judge(at("A1", "", place=":B"), only=["E02"]).findings
    assert finding.found == "no place of service"


def test_a_practice_may_hold_and_set_what_is_no_site(
    judge: Judge, sites: Home, adopt: Callable[..., None]
) -> None:
    payer_rules(sites, "northwind,location_places,,location=main; places=11")
    adopt("E02,E02,telehealth_places=10,hold,2026-10-01")
    assert severities(judge(at("A1", "10"), at("A2", "02"), only=["E02"])) == {"A2": "hold"}


def test_without_a_row_it_is_silent_and_says_so(judge: Judge, sites: Home) -> None:
    report = judge(at("A1", "22"), only=["E02"])
    assert severities(report) == {}
    assert silence(report, "E02").endswith("has no row of the kind location_places")
