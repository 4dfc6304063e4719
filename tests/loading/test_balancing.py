"""A remittance that does not add up is loaded whole, with a finding that tells the difference."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pipeline.loading import LoadReport
from tests.loading.made_up import claim_status, interchange, submitted, transaction

Deliver = Callable[..., LoadReport]
Rows = Callable[[str], list[tuple[Any, ...]]]

FOUND = """
    select code, segment_number, problem from raw.findings
    where code <> 'wrong_segment_count' order by all
"""


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


@pytest.mark.parametrize(
    ("claim", "lines", "codes"),
    [
        # The claim does not add up: nobody adjusted it as a whole.
        ("CLP*C1*1*200*90", "SVC*HC:1*100*90~SVC*HC:2*0*0", ["claim", "line"]),
        # Lines that leave more than the claim adjusts, the one against the other.
        ("CLP*C1*1*10*0", "SVC*HC:1*110*0~SVC*HC:2*-100*0", ["line", "line"]),
        ("CLP*C1*1*10*0", "SVC*HC:1*6*0~SVC*HC:2*4*0", ["adjusted", "adjusted"]),
    ],
)
def test_only_lines_that_share_what_the_claim_adjusts_are_explained_by_it(
    deliver: Deliver, rows: Rows, claim: str, lines: str, codes: list[str]
) -> None:
    paid = claim.rsplit("*", 1)[1]
    deliver(
        a=remittance(
            payment=paid, claim=claim, claim_level="CAS*CO*45*10", line=lines,
            line_level="DTM*472*20260201", provider="PLB*1*20261231",
        )
    )  # fmt: skip

    assert [code.removeprefix("unbalanced_").split("_")[0] for code, _, _ in rows(FOUND)] == codes


def test_claims_without_a_payment_leave_what_they_pay(deliver: Deliver, rows: Rows) -> None:
    deliver(a=interchange(transaction("835", "TRN*1*1", "CLP*C1*1*10*10")))

    ((code, segment, problem),) = rows(FOUND)
    assert (code, segment) == ("unbalanced_payment", 3)
    assert " 10.00 dollars" in problem


def test_a_line_without_a_claim_is_told_with_its_dollars(deliver: Deliver, rows: Rows) -> None:
    deliver(
        a=interchange(transaction("835", "BPR*I*0*C", "LX*1", "SVC*HC:1*100*0", "CAS*CO*50*100"))
    )

    assert [(code, segment) for code, segment, _ in rows(FOUND)] == [
        ("outside_claim", 6),
        ("outside_claim", 7),
    ]
    assert rows("select outcome from raw.files") == [("loaded_with_findings",)]


def test_a_line_sent_without_a_claim_is_told(deliver: Deliver, rows: Rows) -> None:
    deliver(a=submitted().replace(b"CLM*C1*", b"CLX*C1*"))

    assert [code for code, _, _ in rows(FOUND)] == ["outside_claim"]


@pytest.mark.parametrize(
    ("level", "told"), [("PT", True), ("22", True), ("23", True), ("19", False), ("21", False)]
)
def test_a_status_of_a_patient_that_names_no_claim_is_told(
    deliver: Deliver, rows: Rows, level: str, told: bool
) -> None:
    data = (
        claim_status().replace(b"TRN*2*C1~", b"").replace(b"HL*4*3*PT", b"HL*4*3*" + level.encode())
    )
    deliver(a=data)

    assert ("status_without_claim" in {code for code, _, _ in rows(FOUND)}) == told


@pytest.mark.parametrize(("reason", "codes"), [("", ["adjustment_without_reason"]), ("45", [])])
def test_an_adjustment_needs_a_reason(
    deliver: Deliver, rows: Rows, reason: str, codes: list[str]
) -> None:
    deliver(a=remittance(line_level=f"CAS*CO*{reason}*20"))

    assert [code for code, _, _ in rows(FOUND)] == codes


@pytest.mark.parametrize(("lines", "listed", "more"), [(100, 100, []), (101, 100, ["1 "])])
def test_of_one_kind_a_hundred_are_listed_and_the_rest_is_counted(
    deliver: Deliver, rows: Rows, lines: int, listed: int, more: list[str]
) -> None:
    claims = [f"CLP*{n}*1*1*1~SVC*HC:1*2*1" for n in range(lines)]
    deliver(a=interchange(transaction("835", f"BPR*I*{lines}*C", *claims)))

    found = rows(FOUND)
    assert len([1 for code, _, _ in found if code == "unbalanced_line"]) == listed
    assert [text[:2] for code, _, text in found if code == "more_findings"] == more


def test_amounts_that_no_practice_bills_are_summed_too(deliver: Deliver, rows: Rows) -> None:
    claims = [f"CLP*{n}*1*9999999999.99*0" for n in range(20)]
    deliver(a=interchange(transaction("835", "BPR*I*0*C", *claims)))

    assert rows("select charge_usd from raw.file_totals") == [(20 * Decimal("9999999999.99"),)]


def test_a_claim_that_lies_in_two_parts_is_balanced_once(
    deliver: Deliver, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.loading.PART_BYTES", 1)
    monkeypatch.setattr("pipeline.x12.reading._CHUNK_BYTES", 40)
    monkeypatch.setattr("pipeline.x12.reading._FULL_BYTES", 40)
    claims = ["CLP*A*1*30*10~CAS*CO*45*5~SVC*HC:1*20*10~CAS*CO*45*10~SVC*HC:2*10*0~CAS*CO*45*5"]
    deliver(a=interchange(transaction("835", "BPR*I*10*C", *claims, "CLP*B*1*2*1")))

    assert [(code, number) for code, number, _ in rows(FOUND)] == [
        ("adjusted_as_claim", 9),
        ("unbalanced_claim", 11),
        ("unbalanced_payment", 4),
    ]
