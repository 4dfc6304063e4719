"""The report says in words what the facts say in figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.inspection.facts import facts_of
from pipeline.inspection.masking import masked_value
from pipeline.inspection.report import report
from pipeline.inspection.typesetting import WIDTH
from tests.inspection.planted import FILES
from tests.x12.texts import (
    ACKNOWLEDGEMENT,
    CLAIM_STATUS,
    CLAIMS,
    REMITTANCE,
    interchange,
    renumbered,
)

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)
TA1 = "TA1*000000017*240106*1200*R*006"

Tell = Callable[[bytes], list[str]]


@pytest.fixture
def tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tell:
    # The launcher names itself, also to the tests it runs.
    monkeypatch.delenv("TRIAGE_CALLED_AS", raising=False)

    def tell(data: bytes) -> list[str]:
        path = tmp_path / "a.x12"
        path.write_bytes(data)
        facts = facts_of(path, NOW, masked_value, lambda _: None)
        return "\n".join(report("a.x12", facts)).split("\n")

    return tell


def told(lines: list[str], name: str) -> str:
    """Return what stands behind a name at the start of a line."""
    (line,) = (line for line in lines if line.startswith(f"  {name:<14} "))
    return line[16:].strip()


def row(lines: list[str], *cells: str) -> bool:
    return any(line.split() == [word for cell in cells for word in cell.split()] for line in lines)


def test_a_remittance_is_told_in_words(tell: Tell) -> None:
    lines = tell(interchange(REMITTANCE))
    assert lines[0] == "a.x12"
    assert told(lines, "What it is") == "Remittance advice (835), guide 005010X221A1"
    assert told(lines, "Segments") == "31 = 30 loaded + 1 not needed + 0 set aside"
    assert told(lines, "Not needed") == "LX 1"
    assert told(lines, "triage run") == "loads it and notes the findings below"
    assert told(lines, "From") == "SENDER (ZZ)"
    assert told(lines, "Sent").startswith("2024-01-06 12:00, control number 000000001")
    assert "Payments: 1, $90.00" in lines
    assert row(lines, "4 90.00 ACH 2024-01-05 TRACE1 2", "NORTHWIND HEALTH")
    assert row(lines, "CO", "contract: the practice bears it", "4 150.50")
    assert row(lines, "WO", "Overpayment taken back", "1 -12.50")
    assert row(lines, "4 Denied 1 100.00 0.00")
    assert told(lines, "Lines").startswith("NO, 1 of 2 off")
    assert told(lines, "Claims").startswith("NO, 2 of 2 off")
    assert told(lines, "Payments").startswith("NO, 1 of 1 off: claims paid $90.00")
    assert row(lines, "26 x9 4 0 100.00 0.00 0.00 - 100.00")


def test_a_sound_payment_adds_up_in_words(tell: Tell) -> None:
    sound = (
        "ST*835*0001\nBPR*I*60*C*CHK************20240105\nTRN*1*T1\nCLP*A1*1*100*60\n"
        "CAS*CO*45*40\nSE*6*0001"
    )
    lines = tell(interchange(sound))
    assert told(lines, "Lines") == "there are none"
    assert told(lines, "Claims").startswith("yes, 1 of 1")
    assert told(lines, "Payments").startswith("yes, 1 of 1")
    assert told(lines, "Findings") == "none"
    assert told(lines, "triage run") == "loads all of it"
    assert not any(line.startswith("To look at a place") for line in lines)


def test_submitted_claims_are_told_in_words(tell: Tell) -> None:
    lines = tell(interchange(CLAIMS))
    assert "Claims submitted: 2, $300.00" in lines
    assert told(lines, "Lines") == "3, $300.00 together, the same as the claims"
    assert row(lines, "NORTHWIND HEALTH NW01 2 300.00")
    assert row(lines, "16 x9 7 200.00 2 200.00")


@pytest.mark.parametrize(
    ("charge", "said"),
    [("99.50", "299.50 together, $0.50 LESS"), ("101", "301.00 together, $1.00 MORE")],
)
def test_lines_that_charge_otherwise_than_their_claims_are_told(
    tell: Tell, charge: str, said: str
) -> None:
    lines = tell(interchange(CLAIMS.replace("SV1*HC:90791*100", f"SV1*HC:90791*{charge}")))
    assert told(lines, "Lines") == f"3, ${said} than the claims"


DENTAL = CLAIMS.replace("SV1*HC", "SV3*AD").replace("SV2*0900*HC", "SV3*AD")


def test_dental_lines_are_read_and_add_up(tell: Tell) -> None:
    lines = tell(interchange(DENTAL.replace("X222A1", "X224A2")))
    assert told(lines, "What it is").startswith("Dental claims as sent (837D), guide 005010X224A2")
    assert told(lines, "Lines") == "3, $300.00 together, the same as the claims"


def test_claims_are_called_by_their_lines_where_the_guide_says_otherwise(tell: Tell) -> None:
    said = " ".join(tell(interchange(DENTAL))[1:3])
    assert "Dental claims as sent (837D), by their lines, though they name the guide of" in said
    mixed = tell(interchange(CLAIMS))
    assert told(mixed, "What it is").startswith("Professional claims as sent (837P), guide")


def test_claim_status_is_told_in_words(tell: Tell) -> None:
    lines = tell(interchange(CLAIM_STATUS))
    assert told(lines, "Said by") == "NORTHWIND HEALTH (NW01)"
    assert row(lines, "A3", "Returned unprocessed; never adjudicated", "1 1 0 200.00")
    assert row(lines, "A7:33:82 claim 1", "Member ID not found", "Rendering clinician")
    assert row(lines, "14 x9 200.00 1 A3:21:IL")


def test_acknowledgements_are_told_in_words(tell: Tell) -> None:
    lines = tell(interchange(ACKNOWLEDGEMENT) + interchange(number=2, extra=TA1))
    assert row(
        lines, "000000017 2024-01-06", "Envelope refused (R)", "006",
        "the sender's id (ISA06) is wrong",
    )  # fmt: skip
    assert row(lines, "HC 17 005010X222A1", "Accepted in part (P)", "2 2 1")
    assert told(lines, "Sets") == "1 Accepted (A), 1 Refused (R)"
    assert row(lines, "5 837 0001 R 1 5", "segments in it are wrong")
    assert row(lines, "NM1 2010 1 8 9 1", "empty, and must be sent")


def test_a_finding_says_where_what_and_what_to_do(tell: Tell) -> None:
    lines = tell(interchange(REMITTANCE.replace("*20240105", "*2024")))
    at = next(n for n, line in enumerate(lines) if "bad_date" in line)
    assert lines[at] == "  warning  bad_date"
    assert lines[at + 1].startswith("           Segment 4, byte 171: Element 16 is no date")
    assert lines[at + 2].startswith("           What to do: Look the date up")
    assert lines[-1] == "To look at a place: triage inspect a.x12 --segment 4"


def test_what_is_set_aside_is_listed_with_its_bytes(tell: Tell) -> None:
    data = interchange(REMITTANCE)[:400]
    lines = tell(data)
    assert "Set aside, not loaded: 1 part, 6 bytes" in lines
    assert row(lines, "12 394 6 cut_segment")
    assert "Transaction sets: 1, 1 WITHOUT THEIR END" in lines


def test_a_file_that_is_no_x12_says_what_it_looks_like(tell: Tell) -> None:
    lines = tell(b"%PDF-1.7")
    assert told(lines, "What it is") == "Not X12 that can be read, it looks like a PDF document"
    assert told(lines, "triage run") == "sets it aside: nothing in it can be read"


def test_an_empty_file_says_so(tell: Tell) -> None:
    lines = tell(b"")
    assert told(lines, "What it is") == "Nothing: the file is empty"
    assert told(lines, "Segments") == "0 = 0 loaded + 0 not needed + 0 set aside"


def test_an_old_version_and_test_data_are_said(tell: Tell) -> None:
    old = interchange(REMITTANCE).replace(b"005010X221A1", b"004010X091A1")
    lines = tell(old.replace(b"*0*P*:", b"*0*T*:"))
    assert "4010, the version before 2012" in " ".join(lines)
    assert told(lines, "Sent").endswith("TEST DATA")
    assert "TEST DATA" not in " ".join(tell(interchange(REMITTANCE)))


def test_long_lists_end_with_how_many_more_there_are(tell: Tell) -> None:
    many = [renumbered(REMITTANCE, f"{number:04d}") for number in range(1, 9)]
    lines = tell(interchange(*many))
    assert "Transaction sets: 8, all complete" in lines
    assert "    ... and 4 more; --json lists the first 1,000" in lines
    assert "Claims paid or denied: 16, copies included" in lines
    assert any(line.strip() == "... and 11 more" for line in lines)


@pytest.mark.parametrize("kind", FILES)
def test_a_line_fits_on_a_screen(tell: Tell, kind: str) -> None:
    wide = FILES[kind].replace(b"NORTHWIND HEALTH", b"NORTHWIND " * 6 + b"HEALTH")
    assert max(map(len, tell(wide))) <= WIDTH
