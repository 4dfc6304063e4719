"""E39: who referred or ordered a service is named where the payer asks for it."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import SENT_ON, Claim, Line, with_lines
from tests.edits.lists import payer_rules
from tests.edits.telling import silence, told

Judge = Callable[..., Report]
Adopt = Callable[..., None]
NUMBER = "XX*1999999968"
REFERRED = f"NM1*DN*1*REF*FER****{NUMBER}"
ORDERED = f"NM1*DK*1*ORD*ERA****{NUMBER}"
ON = "E39,E39,,hold,2026-10-01"


def test_who_is_named_and_who_is_not(judge: Judge, home: Home, adopt: Adopt) -> None:
    adopt(ON)
    payer_rules(home, "northwind,referral_required,90837,roles=DN,2026-11-02,2026-11-02")
    report = judge(
        Claim("nobody"),
        Claim("referred", extra=(REFERRED,)),
        Claim("no number", extra=("NM1*DN*1*REF*FER",)),
        Claim("no NPI", extra=("NM1*DN*1*REF*FER****XX*12345",)),
        Claim("ordered", extra=(ORDERED,)),
        with_lines(Line(extra=(REFERRED,)), number="at the line"),
        with_lines(Line(), Line(extra=(REFERRED,)), number="at another line"),
        with_lines(Line("HC:90834"), number="another service"),
        with_lines(Line(on=SENT_ON), number="another day"),
        Claim("another payer", payer="SG01"),
        Claim("taken back", frequency="8"),
        only=["E39"],
    )
    assert [row[1:] for row in told(report)] == [
        (number, 1, "hold")
        for number in ("nobody", "no number", "no NPI", "ordered", "at another line")
    ]
    assert [one.found for one in report.findings][:2] == [
        "procedure 90837 without a referring or ordering provider",
        "procedure 90837 with a referring or ordering provider that has no NPI",
    ]
    assert {one.field for one in report.findings} == {"NM1*DN"}


def test_either_role_may_do(judge: Judge, home: Home, adopt: Adopt) -> None:
    adopt(ON)
    payer_rules(home, "northwind,referral_required,,roles=DN DK")
    line = Line(extra=(ORDERED,))
    report = judge(with_lines(line, number="ordered"), Claim("nobody"), only=["E39"])
    assert told(report) == [("E39", "nobody", 1, "hold")]


def test_without_a_row_it_is_silent_and_says_so(judge: Judge, home: Home, adopt: Adopt) -> None:
    adopt(ON)
    payer_rules(home, "northwind,carve_out,,send_to=southgate")
    assert silence(judge(Claim(), only=["E39"]), "E39") == (
        "reference/payer_rules.csv has no row of the kind referral_required"
    )
