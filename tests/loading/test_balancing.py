"""A remittance that does not add up is loaded whole, with a finding that tells the difference."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.loading import LoadReport
from tests.loading.made_up import interchange, transaction

Deliver = Callable[..., LoadReport]
Rows = Callable[[str], list[tuple[Any, ...]]]

FOUND = "select code, segment_number, problem from raw.findings order by all"


def remittance(
    *,
    payment: str = "65",
    kind: str = "C",
    claim: str = "CLP*C1*1*90*70",
    claim_level: str = "CAS*CO*45",
    line: str = "SVC*HC:90837*90*70",
    line_level: str = "CAS*PR*3*15**2*5",
    provider: str = "PLB*1*20261231*WO*7*L6*-2",
) -> bytes:
    """Write an 835 that adds up, but for what is given."""
    return interchange(
        transaction(
            "835", f"BPR*I*{payment}*{kind}", claim, claim_level, line, line_level, provider
        )
    )


def test_a_remittance_that_adds_up_gets_no_finding(deliver: Deliver, rows: Rows) -> None:
    deliver(a=remittance())

    assert rows(FOUND) == []


@pytest.mark.parametrize(
    ("change", "code", "segment", "difference"),
    [
        ({"claim_level": "CAS*CO*45*0.01"}, "unbalanced_claim", 5, "-0.01"),
        ({"line": "SVC*HC:90837*90.01*70"}, "unbalanced_line", 7, "0.01"),
        ({"line": "SVC*HC:90837*89.99*70"}, "unbalanced_line", 7, "-0.01"),
        ({"claim": "CLP*C1*1*90.01*70"}, "unbalanced_claim", 5, "0.01"),
        ({"claim": "CLP*C1*1*90*70.01", "payment": "65.01"}, "unbalanced_claim", 5, "-0.01"),
        ({"payment": "65.01"}, "unbalanced_payment", 4, "-0.01"),
        ({"provider": "PLB*1*20261231*WO*7"}, "unbalanced_payment", 4, "-2.00"),
        ({"kind": "D"}, "unbalanced_payment", 4, "130.00"),
    ],
)
def test_a_cent_too_much_or_too_little_is_told_where_it_stands(
    deliver: Deliver,
    rows: Rows,
    change: dict[str, str],
    code: str,
    segment: int,
    difference: str,
) -> None:
    deliver(a=remittance(**change))

    (found,) = rows(FOUND)
    assert found[:2] == (code, segment)
    assert f" {difference} dollars" in found[2]


def test_a_line_counts_in_its_claim_too(deliver: Deliver, rows: Rows) -> None:
    deliver(a=remittance(line_level="CAS*PR*3*15"))

    assert [(code, number) for code, number, _ in rows(FOUND)] == [
        ("unbalanced_claim", 5),
        ("unbalanced_line", 7),
    ]
    assert rows("select outcome from raw.files") == [("loaded_with_findings",)]
    assert rows("select count(*) from raw.remittance_services") == [(1,)]


def test_an_amount_that_was_not_sent_counts_as_nothing(deliver: Deliver, rows: Rows) -> None:
    deliver(
        a=remittance(
            payment="", claim="CLP*C1*4*15*", claim_level="CAS*CO*45", line="SVC*HC:90837*15*",
            line_level="CAS*CO*197*15", provider="PLB*1*20261231*WO*",
        )
    )  # fmt: skip

    assert rows(FOUND) == []


@pytest.mark.parametrize(
    ("adjusted", "codes"),
    [
        ("90", {"adjusted_as_claim"}),
        ("90.01", {"unbalanced_claim", "unbalanced_line"}),
    ],
)
def test_lines_of_a_claim_adjusted_as_a_whole_are_no_fault(
    deliver: Deliver, rows: Rows, adjusted: str, codes: set[str]
) -> None:
    deliver(
        a=remittance(
            payment="-5", claim="CLP*C1*4*90*0", claim_level=f"CAS*CO*197*{adjusted}",
            line="SVC*HC:90837*60*0", line_level="SVC*HC:90834*30*0",
        )
    )  # fmt: skip

    assert {code for code, _, _ in rows(FOUND)} == codes


def test_claims_adjusted_as_a_whole_do_not_make_a_file_odd(deliver: Deliver, rows: Rows) -> None:
    deliver(
        a=remittance(
            payment="-5", claim="CLP*C1*4*90*0", claim_level="CAS*CO*197*90",
            line="SVC*HC:90837*90*0", line_level="DTM*472*20260201",
        )
    )  # fmt: skip

    assert rows("select code, severity from raw.findings") == [("adjusted_as_claim", "info")]
    assert rows("select outcome from raw.files") == [("loaded",)]


def test_a_payment_made_by_the_practice_is_below_zero(deliver: Deliver, rows: Rows) -> None:
    deliver(
        a=remittance(
            payment="70", kind="D", claim="CLP*C1*22*-90*-70",
            line="SVC*HC:90837*-90*-70", line_level="CAS*PR*3*-20", provider="PLB*1*20261231",
        )
    )  # fmt: skip

    assert rows(FOUND) == []


def test_each_file_is_balanced_by_itself(deliver: Deliver, rows: Rows) -> None:
    deliver(a=remittance(), b=remittance(payment="66"))

    assert len(rows(FOUND)) == 1
