"""The figures of a file are those that a run would load, and all of it is accounted for."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.inspection import loaded
from pipeline.inspection.facts import Facts, facts_of, needs_a_person
from pipeline.inspection.masking import masked_value, raw_value
from tests.x12.texts import (
    ACKNOWLEDGEMENT,
    CLAIM_STATUS,
    CLAIMS,
    REMITTANCE,
    Marks,
    interchange,
    renumbered,
)

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)
TA1 = "TA1*000000017*240106*1200*R*006"

Look = Callable[[bytes], Facts]

BALANCED = """ST*835*0001
BPR*I*107*C*CHK************20240105
TRN*1*TRACE1*1512345678
N1*PR*NORTHWIND HEALTH*XV*NW01
CLP*A1*1*200*110*30*12*PCN1
SVC*HC:90837*150*110
CAS*CO*45*10
CAS*PR*3*30
SVC*HC:90834*50*0
CAS*CO*45*50
CLP*A2*22*-40*-40**12*PCN2
PLB*1999999992*20241231*WO:REF1*-50*FB*13
SE*13*0001"""


@pytest.fixture
def look(tmp_path: Path) -> Look:
    def look(data: bytes) -> Facts:
        path = tmp_path / "a.x12"
        path.write_bytes(data)
        return facts_of(path, NOW, raw_value, lambda _: None)

    return look


def picked(rows: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def test_a_remittances_dollars_are_told(look: Look) -> None:
    told = look(interchange(REMITTANCE))["remittance"]
    assert told["totals"] == {
        "payment_count": 1, "payment_usd": Decimal("90.00"), "claim_count": 2,
        "charge_usd": Decimal("300.00"), "paid_usd": Decimal("90.00"),
        "patient_usd": Decimal("10.00"), "line_count": 2, "adjusted_usd": Decimal("160.50"),
        "provider_adjusted_usd": Decimal("-9.25"),
    }  # fmt: skip
    assert picked(told["adjustments"], "group_code", "adjusted_usd") == [
        ("CO", Decimal("150.50")),
        ("PR", Decimal("10.00")),
    ]
    assert picked(told["provider_adjustments"], "reason_code", "amount_usd") == [
        ("FB", Decimal("3.25")),
        ("WO", Decimal("-12.50")),
    ]
    assert picked(told["statuses"], "claim_status_code", "claim_count") == [("1", 1), ("4", 1)]


def test_a_payment_is_told_with_payer_date_and_trace(look: Look) -> None:
    (payment,) = look(interchange(REMITTANCE))["remittance"]["payments"]
    assert (payment["payer"], payment["payer_identifier"]) == ("NORTHWIND HEALTH", "NW01")
    assert (payment["payment_usd"], payment["payment_method_code"]) == (Decimal("90.00"), "ACH")
    assert (payment["paid_on"], payment["trace_number"]) == (dt.date(2024, 1, 5), "TRACE1")
    assert payment["segment_number"] == 4


def test_money_the_practice_pays_is_negative(look: Look) -> None:
    told = look(interchange(REMITTANCE.replace("BPR*I*90*C", "BPR*I*90*D")))["remittance"]
    assert told["totals"]["payment_usd"] == Decimal("-90.00")
    assert told["payments"][0]["payment_usd"] == Decimal("-90.00")


def test_what_does_not_add_up_is_counted_at_each_level(look: Look) -> None:
    facts = look(interchange(REMITTANCE))
    assert facts["remittance"]["balance"] == {
        "unbalanced_line_count": 1, "adjusted_as_claim_count": 0, "unbalanced_claim_count": 2,
        "unbalanced_payment_count": 1,
    }  # fmt: skip
    claims = facts["remittance"]["claims"]
    assert picked(claims, "segment_number", "claim_number", "difference_usd") == [
        (11, "A1", Decimal("-50.50")),
        (26, "A2", Decimal("100.00")),
    ]


def test_what_adds_up_is_not_called_off(look: Look) -> None:
    facts = look(interchange(BALANCED))
    assert set(facts["remittance"]["balance"].values()) == {0}
    assert facts["findings"]["kinds"] == []
    assert facts["outcome"] == "loaded"


def test_a_claim_that_is_adjusted_as_a_whole_is_not_called_off(look: Look) -> None:
    moved = BALANCED.replace("\nCAS*CO*45*50", "").replace("PCN1", "PCN1\nCAS*CO*45*50")
    balance = look(interchange(moved))["remittance"]["balance"]
    assert balance.pop("adjusted_as_claim_count") == 1
    assert set(balance.values()) == {0}


def test_a_finding_without_a_byte_gets_the_byte_of_its_segment(look: Look) -> None:
    data = interchange(REMITTANCE, marks=Marks(line_end="\n"))
    kinds = {kind["code"]: kind for kind in look(data)["findings"]["kinds"]}
    (place,) = kinds["unbalanced_line"]["places"]
    assert place["segment_number"] == 24
    assert place["byte_offset"] == data.index(b"SVC*HC:90834*50*0")


def test_submitted_claims_go_to_the_payer_of_the_subscriber(look: Look) -> None:
    told = look(interchange(CLAIMS))["submitted"]
    assert told["totals"] == {
        "claim_count": 2, "charge_usd": Decimal("300.00"), "line_count": 3,
        "line_charge_usd": Decimal("300.00"),
    }  # fmt: skip
    assert picked(told["payers"], "payer", "claim_count", "charge_usd") == [
        ("NORTHWIND HEALTH", 2, Decimal("300.00"))
    ]
    assert picked(told["frequencies"], "frequency_code", "claim_count") == [("1", 1), ("7", 1)]
    assert picked(told["claims"], "claim_number", "charge_usd", "line_charge_usd") == [
        ("A1", Decimal("200.00"), Decimal("200.00")),
        ("A2", Decimal("100.00"), Decimal("100.00")),
    ]


def test_statements_are_counted_by_category_and_by_what_they_are_about(look: Look) -> None:
    batch = CLAIM_STATUS.replace("HL*3*2", "TRN*2*B7\nSTC*A1:19:PR*20240110*WQ*900\nHL*3*2")
    told = look(interchange(batch))["status"]
    assert picked(
        told["categories"], "category_code", "claim_statement_count", "line_statement_count",
        "batch_statement_count", "charge_usd",
    ) == [("A1", 0, 0, 1, None), ("A3", 1, 1, 0, Decimal("200.00"))]  # fmt: skip
    assert [one["batch_charge_usd"] for one in told["categories"]] == [Decimal(900), None]
    assert picked(told["claims"], "claim_number", "codes", "line_statement_count") == [
        ("A1", "A3:21:IL", 1)
    ]
    assert told["totals"]["claim_count"] == 1


def test_sets_and_interchanges_are_told_as_accepted_or_refused(look: Look) -> None:
    told = look(interchange(ACKNOWLEDGEMENT) + interchange(number=2, extra=TA1))["acknowledgement"]
    assert picked(told["sets"], "acknowledgement_code", "set_count") == [("A", 1), ("R", 1)]
    assert picked(told["refused_sets"], "segment_number", "control_number", "error_count") == [
        (5, "0001", 1)
    ]
    assert picked(told["errors"], "segment_id", "error_code", "element_position") == [
        ("NM1", "8", "9")
    ]
    assert picked(told["groups"], "acknowledgement_code", "included_count", "accepted_count") == [
        ("P", 2, 1)
    ]
    assert picked(told["interchanges"], "control_number", "acknowledgement_code", "note_code") == [
        ("000000017", "R", "006")
    ]


def test_a_file_tells_only_of_what_it_holds(look: Look) -> None:
    facts = look(interchange(CLAIMS))
    held = {"remittance", "submitted", "status", "acknowledgement"}
    assert {name for name in held if facts[name] is not None} == {"submitted"}


def test_interchanges_have_their_own_delimiters_and_segments(look: Look) -> None:
    first = interchange(REMITTANCE, sender="NORTHWIND")
    second = interchange(CLAIMS, marks=Marks("|", ">", "^", "\n"), number=2)
    facts = look(first + second)
    assert picked(facts["interchanges"], "sender_id", "first_segment", "last_segment") == [
        ("NORTHWIND", 1, 31),
        ("SENDER", 32, 68),
    ]
    assert [one["delimiters"]["element"] for one in facts["interchanges"]] == ["*", "|"]
    assert [one["delimiters"]["segment"] for one in facts["interchanges"]] == ["~", "\\x0a"]
    one = facts["interchanges"][0]
    assert (one["sent_on"], one["sent_at"], one["usage"]) == ("2024-01-06", "1200", "P")
    assert (one["control_number"], one["version"]) == ("000000001", "00501")
    assert picked(facts["groups"], "functional_code", "first_segment") == [("HP", 3), ("HC", 34)]


@pytest.mark.parametrize(
    ("data", "framing"),
    [
        (interchange(REMITTANCE), []),
        (interchange(REMITTANCE, marks=Marks(line_end="\r\n")), ["a line a segment (CRLF)"]),
        (interchange(REMITTANCE, marks=Marks(line_end="\n")), ["a line a segment (LF)"]),
        (
            interchange(REMITTANCE, marks=Marks(line_end="\n  ")),
            ["a line a segment (LF)", "segments are indented"],
        ),
        (interchange(REMITTANCE, marks=Marks(segment="\n")), ["line ends close the segments"]),
        (b"\xef\xbb\xbf" + interchange(REMITTANCE), ["begins with a byte order mark"]),
        (b"\n\n" + interchange(REMITTANCE), ["2 blank bytes in front"]),
        (
            interchange(REMITTANCE).replace(b"SENDER         *", b"SENDER*", 1),
            ["its header has 97 letters, not 106"],
        ),
        (
            interchange(REMITTANCE)[:80] + b"\r\n" + interchange(REMITTANCE)[80:],
            ["lines are broken inside of segments"],
        ),
    ],
)
def test_odd_framing_is_told(look: Look, data: bytes, framing: list[str]) -> None:
    assert look(data)["interchanges"][0]["framing"] == framing


def test_segments_add_up_whatever_the_file_is(look: Look) -> None:
    data = b"junk " + interchange(REMITTANCE.replace("LX*1", "no id")) + b"%PDF" + CLAIMS.encode()
    facts = look(data)
    counts = facts["segments"]
    assert (
        counts["loaded_count"] + counts["ignored_count"] + counts["set_aside_count"]
        == (facts["segment_count"])
    )
    assert counts["ignored_count"] == sum(one["ignored_count"] for one in counts["ignored"])
    assert counts["set_aside_count"] >= 3
    assert facts["byte_count"] == len(data)


@pytest.mark.parametrize(
    ("data", "kind", "looks_like"),
    [
        (b"", "unknown", ""),
        (b"%PDF-1.7 \x00\x01", "unknown", "a PDF document"),
        (b"PK\x03\x04 more", "unknown", "a ZIP archive (or a spreadsheet): unpack it first"),
        ("ISA*00".encode("utf-16"), "unknown", "text in UTF-16; it must be plain letters"),
        (b"<!DOCTYPE html><p>", "unknown", "a web page"),
        (b"Dear biller", "unknown", ""),
        (interchange(CLAIMS), "837P", ""),
        (interchange("ST*271*0001*005010X279A1\nBHT*0022*11*1\nSE*3*0001"), "271", ""),
    ],
)
def test_a_file_is_called_what_it_is(look: Look, data: bytes, kind: str, looks_like: str) -> None:
    facts = look(data)
    assert (facts["format"], facts["looks_like"]) == (kind, looks_like)


@pytest.mark.parametrize(
    ("data", "needed"),
    [
        (interchange(REMITTANCE), False),
        (interchange(REMITTANCE.replace("*20240105", "*2024")), False),
        (interchange(REMITTANCE)[:400], True),
        (interchange(REMITTANCE.replace("LX*1", "no id")), True),
        (interchange(REMITTANCE) + b" junk", True),
        (interchange(REMITTANCE.removesuffix("\nSE*27*0001")), True),
        (b"", True),
        (b"%PDF-1.7", True),
    ],
)
def test_a_person_is_needed_where_something_was_not_loaded(
    look: Look, data: bytes, needed: bool
) -> None:
    assert needs_a_person(look(data)) is needed


def test_a_set_without_its_end_is_not_complete(look: Look) -> None:
    whole, cut = renumbered(REMITTANCE, "0002"), REMITTANCE.removesuffix("\nSE*27*0001")
    facts = look(interchange(cut, whole))
    assert picked(facts["sets"], "control_number", "is_complete", "first_segment") == [
        ("0001", False, 3),
        ("0002", True, 29),
    ]
    (kind,) = facts["set_kinds"]
    assert (kind["set_count"], kind["complete_count"]) == (2, 1)


def test_a_list_ends_and_its_count_goes_on(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.inspection.facts.LISTED", 1)
    monkeypatch.setattr("pipeline.inspection.facts.LISTED_FINDINGS", 1)
    facts = look(interchange(REMITTANCE) + interchange(REMITTANCE, number=2))
    assert (len(facts["interchanges"]), facts["interchange_count"]) == (1, 2)
    assert len(facts["remittance"]["claims"]) == 1
    assert facts["remittance"]["totals"]["claim_count"] == 4
    off = next(k for k in facts["findings"]["kinds"] if k["code"] == "unbalanced_claim")
    assert (len(off["places"]), off["finding_count"]) == (1, 4)
    assert off["places"][0]["segment_number"] == 11


def test_a_huge_files_rows_are_on_the_disk_and_gone_afterwards(
    look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    made: list[tuple[str, int]] = []
    connect = loaded.duckdb.connect

    def watched(database: str = ":memory:", **named: Any) -> Any:
        made.append((database, Path(database).parent.stat().st_mode & 0o777))
        return connect(database, **named)

    monkeypatch.setattr(loaded.duckdb, "connect", watched)
    small = look(interchange(REMITTANCE))
    assert made[0][0] == ":memory:"
    monkeypatch.setattr(loaded, "BATCH_BYTES", 10)
    assert look(interchange(REMITTANCE)) == small
    assert made[1][0].startswith(str(scratch))
    assert made[1][1] == 0o700
    assert list(scratch.iterdir()) == []


def test_facts_are_masked_unless_they_are_to_be_written_raw(tmp_path: Path) -> None:
    path = tmp_path / "a.x12"
    path.write_bytes(interchange(REMITTANCE))
    told = facts_of(path, NOW, masked_value, lambda _: None)["remittance"]
    assert [one["claim_number"] for one in told["claims"]] == ["x9", "x9"]
    assert told["payments"][0]["payer"] == "NORTHWIND HEALTH"
