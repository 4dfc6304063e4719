"""What cannot be is kept: each odd claim of a file has an outcome, and no build stops for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.practice import Home
from tests.laws.building import Builder, Delivery, query
from tests.loading.made_up import interchange, transaction

pytestmark = pytest.mark.slow

AS_OF_ON = dt.date(2026, 3, 20)
PRACTICE = """
[practice]
id = "aster"
name = "Aster"
time_zone = "America/New_York"
"""
# The most an amount may be, and a day that stands where an amount should.
MOST, DAY = "9999999999.99", "20261125"

# Claim number -> the claim as its payer sent it, and the outcome it has all the same.
ODD = {
    "MORE-PAID": ("1*100*250*0", "SVC*HC:90837*100*250", "paid"),
    "NO-REVERSAL": ("22*-100*-80*0", "SVC*HC:90837*-100*-80", "reversal"),
    "CODE-77": ("77*100*80*0", "SVC*HC:90837*100*80~CAS*CO*45*20", "paid"),
    "NO-STATUS": ("*100*80*0", "SVC*HC:90837*100*80~CAS*CO*45*20", "paid"),
    "NEGATIVE": ("1*-100*0*0", "SVC*HC:90837*-100*0~CAS*CO*197*-100", ""),
    "NO-LINES": ("1*100*0*0", "CAS*CO*197*100", "denied"),
    "NO-AMOUNTS": ("1***", "SVC*HC:90837**", ""),
    "NO-CODE": ("1*100*0*0", "SVC**100*0~CAS*CO*197*100", "denied"),
    "FUTURE": ("1*100*0*0", "SVC*HC:90837*100*0~DTM*472*20991231~CAS*CO*197*100", "denied"),
    "LONG-AGO": ("1*100*0*0", "SVC*HC:90837*100*0~DTM*472*19010101~CAS*CO*197*100", "denied"),
    "NO-CARC": ("1*100*0*0", "SVC*HC:90837*100*0~CAS*CO**100", "denied"),
    "TWICE-OVER": ("1*100*0*0", "SVC*HC:90837*100*0~CAS*CO*197*100*1*45*100", "denied"),
    "HUGE": (f"1*{MOST}*0*0", f"SVC*HC:90837*{MOST}*0~CAS*CO*197*{MOST}", "denied"),
    **{
        f"DATE-{n}": (f"1*{DAY}*0*0", f"SVC*HC:90837*{DAY}*0~CAS*CO*197*{DAY}", "denied")
        for n in range(600)
    },
}  # fmt: skip


def _claim(number: str, amounts: str, lines: str) -> str:
    return f"CLP*{number}*{amounts}*12*P{number}*11~NM1*QC*1*****MI*M{number}~{lines}"


@pytest.fixture(scope="module")
def built(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> Home:
    claims = [_claim(number, amounts, lines) for number, (amounts, lines, _) in ODD.items()]
    # Two corrections of one claim, and a reversal of something nobody ever sent.
    corrected = [
        _claim("CORRECTED", "1*100*0*0", "SVC*HC:90837*100*0~CAS*CO*197*100"),
        _claim("CORRECTED", "22*-100*0*0", "SVC*HC:90837*-100*0~CAS*CO*197*-100"),
        _claim("CORRECTED", "1*100*70*0", "SVC*HC:90837*100*70~CAS*CO*45*30"),
        _claim("CORRECTED", "1*100*80*0", "SVC*HC:90837*100*80~CAS*CO*45*20"),
    ]
    head = ("BPR*I*0*C", "TRN*1*T*1999999999", "DTM*405*20260302", "N1*PR*NOBODY KNOWS")
    whole = interchange(transaction("835", *head, *claims, *corrected))
    folder: Path = tmp_path_factory.mktemp("impossible")
    files = {"aster": [Delivery("odd.835", whole, dt.date(2026, 3, 3))]}
    return builder.built(folder / "home", {"aster": {"practice.toml": PRACTICE}}, files, AS_OF_ON)


def outcomes(home: Home) -> Iterator[tuple[str, str]]:
    yield from query(home, "select claim_number, outcome from facts.fct_adjudications")


def test_every_odd_claim_has_an_outcome(built: Home) -> None:
    found = dict(outcomes(built))
    assert set(ODD) <= set(found)
    assert {
        number for number, (*_, outcome) in ODD.items() if outcome and found[number] != outcome
    } == set()
    assert all(found.values())


def test_every_part_of_a_claim_corrected_twice_is_there(built: Home) -> None:
    parts = [outcome for number, outcome in outcomes(built) if number == "CORRECTED"]
    assert sorted(parts) == ["denied", "paid", "paid", "reversal"]


def test_what_does_not_add_up_is_flagged(built: Home) -> None:
    flagged = query(built, "select claim_number from facts.fct_adjudications where not is_balanced")
    assert {number for (number,) in flagged} == {"MORE-PAID", "NO-REVERSAL", "TWICE-OVER"}
