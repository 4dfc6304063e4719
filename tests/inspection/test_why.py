"""Why a claim was denied, refused or not counted: what the report says beside the figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.inspection.facts import CUT_REMEDY, Facts, facts_of
from pipeline.inspection.masking import masked_value
from pipeline.inspection.report import report
from pipeline.x12.listing import MOST_OF_A_CODE
from tests.inspection.test_facts import BALANCED, picked
from tests.inspection.test_report import row, told
from tests.x12.texts import (
    ACKNOWLEDGEMENT,
    CLAIM_STATUS,
    CLAIMS,
    REMITTANCE,
    interchange,
    renumbered,
)

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)

Look = Callable[[bytes], tuple[Facts, list[str]]]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    def look(data: bytes) -> tuple[Facts, list[str]]:
        path = tmp_path / "a.x12"
        path.write_bytes(data)
        facts = facts_of(path, NOW, masked_value, lambda _: None)
        return facts, "\n".join(report("a.x12", facts)).split("\n")

    return look


def test_reasons_are_told_with_their_group_meaning_and_dollars(look: Look) -> None:
    facts, lines = look(interchange(REMITTANCE))
    assert picked(
        facts["remittance"]["reasons"], "group_code", "carc_code", "is_denial",
        "adjustment_count", "claim_count", "adjusted_usd",
    ) == [
        ("CO", "45", "no", 2, 1, Decimal(100)), ("CO", "16", "yes", 1, 1, Decimal(50)),
        ("PR", "3", "no", 1, 1, Decimal(10)), ("CO", None, "", 1, 1, Decimal("0.50")),
    ]  # fmt: skip
    assert row(lines, "CO 16", "Claim data missing or wrong", "yes 1 1 50.00")


def test_a_reversal_of_much_comes_in_front_of_little(look: Look) -> None:
    facts, _ = look(interchange(REMITTANCE.replace("CAS*PR*3*10", "CAS*CR*31*-900")))
    assert facts["remittance"]["reasons"][0]["carc_code"] == "31"


def test_no_codes_have_no_heading(look: Look) -> None:
    lines = (line for line in CLAIM_STATUS.split("\n") if not line.startswith("STC"))
    _, told_lines = look(interchange("\n".join(lines)))
    assert not any("status codes mean" in line for line in told_lines)


def test_remarks_of_lines_and_claims_are_counted_together(look: Look) -> None:
    facts, lines = look(interchange(REMITTANCE))
    remarks = picked(facts["remittance"]["remarks"], "remark_code", "remark_count", "claim_count")
    assert remarks == [("N130", 2, 1), ("MA01", 1, 1), ("N1", 1, 1), ("N2", 1, 1), ("N3", 1, 1)]
    assert row(lines, "N130", "See plan documents for limits", "2 1")


@pytest.mark.parametrize(("count", "more"), [(10, False), (11, True)])
def test_of_remarks_ten_are_told_and_how_many_more_there_are(
    look: Look, count: int, more: bool
) -> None:
    remarks = "\n".join(f"LQ*HE*N{number}" for number in range(100, 100 + count))
    _, lines = look(interchange(BALANCED.replace("CLP*A2", f"{remarks}\nCLP*A2")))
    assert ("    ... and 1 more; --json lists the first 1,000" in lines) is more
    assert sum(line.startswith("    N1") for line in lines) == 10


def test_a_part_of_a_batch_is_not_counted_twice(look: Look) -> None:
    text = CLAIM_STATUS.replace("HL*3*2", "TRN*2*B7\nSTC*A1:20*20240110*WQ*199.14\nHL*3*2")
    text = text.replace("HL*4*3", "TRN*2*B8\nSTC*A1:20*20240110*WQ*100\nHL*4*3")
    facts, lines = look(interchange(text))
    assert picked(facts["status"]["categories"], "charge_usd", "batch_charge_usd") == [
        (None, Decimal("199.14")),
        (Decimal(200), None),
    ]
    assert row(lines, "A1", "File or claim arrived; not yet accepted", "0 0 2 - 199.14")
    of_clinicians = text.replace("STC*A1:20*20240110*WQ*199.14", "STC*A1:20*20240110*WQ")
    facts, _ = look(interchange(of_clinicians))
    assert facts["status"]["categories"][0]["batch_charge_usd"] == Decimal(100)


def test_a_997_is_called_by_its_name(look: Look) -> None:
    old = ACKNOWLEDGEMENT.replace("ST*999", "ST*997").replace("IK", "AK")
    _, lines = look(interchange(old))
    assert told(lines, "What it is").startswith("Acknowledgement of a file (997), guide")
    _, lines = look(interchange(old, ACKNOWLEDGEMENT))
    assert told(lines, "What it is").startswith("Acknowledgement of a file (999), and sets of")


def test_only_a_refused_837_holds_claims(look: Look) -> None:
    claims, others = "  Refused, so their claims never", "  Refused, so nothing in them was taken"
    _, lines = look(interchange(ACKNOWLEDGEMENT.replace("AK2*837*0001", "AK2*834*0001")))
    assert others in lines
    assert not any(line.startswith(claims) for line in lines)
    both = ACKNOWLEDGEMENT.replace("IK5*A\n", "IK5*R*5\n").replace("837*0002", "834*0002")
    _, lines = look(interchange(both))
    assert others in lines
    assert any(line.startswith(claims) for line in lines)


def test_a_copy_of_a_set_is_named_and_counted_once(look: Look) -> None:
    facts, lines = look(interchange(REMITTANCE) * 2)
    assert picked(facts["sets"], "first_segment", "copy_of") == [(3, None), (34, 3)]
    assert facts["copies"] == {
        "set_count": 2, "copy_count": 1, "claim_count": 4, "charge_usd": Decimal(600),
        "paid_usd": Decimal(180), "counted_claim_count": 2, "counted_charge_usd": Decimal(300),
        "counted_paid_usd": Decimal(90),
    }  # fmt: skip
    assert told(lines, "True copies").startswith("1 of 2 sets, each counted once; the file holds 4")
    assert "Payments: 2, $180.00, copies included" in lines


def test_sets_that_differ_are_no_copies(look: Look) -> None:
    facts, lines = look(interchange(CLAIMS, CLAIMS.replace("CLM*A2*100", "CLM*A2*101")))
    assert facts["copies"]["copy_count"] == 0
    assert "Copy of" not in "".join(lines)
    assert "copies included" not in "".join(lines)


def test_groups_stand_with_their_own_interchange(look: Look) -> None:
    _, lines = look(interchange(REMITTANCE, renumbered(REMITTANCE, "0002")) * 2)
    groups = [line for line in lines if line.startswith("  Group HP")]
    assert [line.rsplit(", ", 1)[1] for line in groups] == ["2 sets", "2 sets"]
    borders = [at for at, line in enumerate(lines) if line.startswith("Interchange ")]
    assert [at > borders[1] for at, line in enumerate(lines) if line in groups] == [False, True]


def test_a_group_with_something_between_its_sets_is_one(look: Look) -> None:
    facts, _ = look(interchange(REMITTANCE, "NTE*ADD*X", renumbered(REMITTANCE, "0002")))
    assert picked(facts["groups"], "first_segment", "set_count") == [(3, 2)]


def test_sums_that_only_a_cut_makes_wrong_are_told_as_that(look: Look) -> None:
    whole = interchange(BALANCED)
    facts, lines = look(whole[: whole.index(b"CAS*PR*3*30")])
    kinds = {kind["code"]: kind for kind in facts["findings"]["kinds"]}
    for code in ("unbalanced_line", "unbalanced_claim", "unbalanced_payment"):
        assert kinds[code]["remedy"] == CUT_REMEDY
    assert "The set is cut; its sums cannot be whole." in " ".join(" ".join(lines).split())
    assert kinds["missing_set_trailer"]["remedy"] != CUT_REMEDY


def test_a_claim_in_front_of_the_cut_is_wrong_by_itself(look: Look) -> None:
    wrong = interchange(BALANCED.replace("CAS*CO*45*50", "CAS*CO*45*49"))
    facts, _ = look(wrong[: wrong.index(b"PLB")])
    kinds = {kind["code"]: kind for kind in facts["findings"]["kinds"]}
    assert [place["is_by_cut"] for place in kinds["unbalanced_claim"]["places"]] == [False]
    assert kinds["unbalanced_claim"]["remedy"] != CUT_REMEDY
    assert kinds["unbalanced_payment"]["remedy"] == CUT_REMEDY
    facts, _ = look(wrong)
    places = [place for kind in facts["findings"]["kinds"] for place in kind["places"]]
    assert [place["is_by_cut"] for place in places] == [False] * len(places)


def test_of_a_file_in_which_much_is_wrong_the_count_is_a_least_one(look: Look) -> None:
    claims = "\n".join(["CLP*A1*1*2*1**12*P"] * (MOST_OF_A_CODE + 1))
    _, lines = look(interchange(f"ST*835*0001\nBPR*I*0*C*CHK\n{claims}\nSE*1*0001"))
    assert told(lines, "Claims").startswith("NO, 100 or more of 101 off")


def test_an_envelope_alone_is_not_called_loaded(look: Look) -> None:
    _, lines = look(interchange("ST*271*0001*005010X279A1\nBHT*0022*11*1\nSE*3*0001"))
    assert told(lines, "Segments") == "7 = 6 of the envelope + 1 not needed + 0 set aside"
    assert told(lines, "triage run").startswith("reads its envelope only: nothing of it gets")
    _, lines = look(interchange())
    assert told(lines, "What it is") == "X12 without a set that is read"
    assert told(lines, "Segments") == "2 = 2 of the envelope + 0 not needed + 0 set aside"


def test_a_file_whose_segment_ends_are_lost_is_one_story(look: Look) -> None:
    facts, lines = look(interchange(REMITTANCE).replace(b"~", b""))
    assert facts["outcome"] == "quarantined"
    assert told(lines, "What it is") == "Not X12 that can be read"
    assert told(lines, "Segments") == "1 = 0 loaded + 0 not needed + 1 set aside"
    assert told(lines, "triage run") == "sets it aside: nothing in it can be read"
    assert "  error    missing_segment_ends" in lines


def test_x12_inside_of_an_archive_is_called_an_archive(look: Look) -> None:
    _, lines = look(b"PK\x03\x04 a name" + interchange(REMITTANCE))
    assert "it looks like a ZIP archive (or a spreadsheet): unpack it first" in (
        " ".join(" ".join(lines[:4]).split())
    )
