"""Segments are found by number, byte and claim, in files of any framing."""

from __future__ import annotations

import mmap
from pathlib import Path

import pytest

from pipeline.inspection.masking import show_masked, show_raw
from pipeline.inspection.opened import InspectError, opened
from pipeline.inspection.places import at_byte, at_segment, of_number
from pipeline.inspection.segment_text import segment_facts, segment_lines
from pipeline.inspection.walking import walk
from pipeline.x12.reading import read
from tests.x12.texts import (
    ACKNOWLEDGEMENT,
    CLAIM_STATUS,
    CLAIMS,
    REMITTANCE,
    Marks,
    interchange,
    renumbered,
)

PATH = Path("a.x12")
ODD = {
    "one": interchange(REMITTANCE),
    "lines": interchange(REMITTANCE, marks=Marks(line_end="\r\n")),
    "several": interchange(REMITTANCE)
    + b"\r\n"
    + interchange(CLAIMS, marks=Marks("|", ">", "^", "\n"), number=2),
    "junk": b"Dear biller,\n" + interchange(REMITTANCE) + b"%PDF" + interchange(CLAIM_STATUS),
    "cut": interchange(REMITTANCE)[:400],
    "bare": interchange(REMITTANCE)[106:],
    "bad": interchange(REMITTANCE.replace("LX*1", "what is this\n*\nLX*1")),
    "latin": interchange(REMITTANCE.replace("ADLER", "Müller")).decode().encode("latin-1"),
}


def names(claim: str, data: bytes) -> list[str]:
    view = of_number(data, claim)
    return [] if view is None else [segment.name for segment in view.segments]


@pytest.mark.parametrize("kind", ODD)
def test_numbers_are_those_of_the_raw_tables(kind: str) -> None:
    data = ODD[kind]
    segments = list(walk(data))
    reading = read([("f", data)])
    assert [one.number for one in segments] == list(range(1, len(segments) + 1))
    assert reading.files.column("segment_count").to_pylist() == [len(segments)]
    by_number = {one.number: one for one in segments}
    for table, opener in {"remittance_claims": "CLP", "submitted_claims": "CLM"}.items():
        for number in reading.tables[table].column("segment_number").to_pylist():
            assert by_number[number].name == opener
    for finding in reading.findings.to_pylist():
        if finding["segment_number"]:
            assert by_number[finding["segment_number"]].start == finding["byte_offset"]


def test_nothing_has_no_segment() -> None:
    assert list(walk(b"")) == []


def test_a_window_holds_the_segment_and_its_neighbours() -> None:
    data = interchange(REMITTANCE)
    assert numbers_around(data, 5, 2) == [3, 4, 5, 6, 7]
    assert numbers_around(data, 1, 2) == [1, 2, 3]
    assert numbers_around(data, 31, 2) == [29, 30, 31]
    assert numbers_around(data, 5, 0) == [5]


def numbers_around(data: bytes, number: int, around: int) -> list[int]:
    return [one.number for one in at_segment(PATH, data, number, around).segments]


def test_a_segment_behind_the_last_is_refused() -> None:
    with pytest.raises(InspectError, match="no segment 32"):
        at_segment(PATH, interchange(REMITTANCE), 32, 40)


def test_a_byte_belongs_to_the_segment_it_stands_in() -> None:
    data = interchange(REMITTANCE, marks=Marks(line_end="\r\n"))
    place = data.index(b"CLP*A1")
    assert at_byte(PATH, data, place, 0).number == 11
    # Its end is its own, and the line end behind it stands in front of the next one.
    end = data.index(b"~", place)
    assert at_byte(PATH, data, end, 0).number == 11
    assert at_byte(PATH, data, end + 1, 0).number == 12
    assert at_byte(PATH, data, len(data) - 1, 0).number == 31


def test_a_byte_is_told_with_its_element() -> None:
    data = interchange(REMITTANCE)
    place = data.index(b"NM1*QC")
    assert at_byte(PATH, data, place, 0).heading.endswith("in the id of segment 13")
    assert at_byte(PATH, data, place + 4, 0).heading.endswith("in element 1 of segment 13")
    assert at_byte(PATH, data, place + 9, 0).heading.endswith("in element 3 of segment 13")


def test_a_byte_behind_the_file_is_refused() -> None:
    data = interchange(REMITTANCE)
    with pytest.raises(InspectError, match=f"no byte {len(data)}"):
        at_byte(PATH, data, len(data), 0)
    with pytest.raises(InspectError, match="no byte 0"):
        at_byte(PATH, b"", 0, 0)


def test_a_paid_claim_ends_before_the_next_and_before_what_is_the_payments() -> None:
    data = interchange(REMITTANCE)
    assert names("A1", data) == (
        [
            "CLP",
            "CAS",
            "NM1",
            "NM1",
            "MOA",
            "DTM",
            "SVC",
            "DTM",
            "CAS",
            "CAS",
            "REF",
            "AMT",
            "LQ",
            "SVC",
            "CAS",
        ]
    )
    assert names("A2", data) == ["CLP", "MIA"]


def test_a_submitted_claim_comes_with_its_patient_and_subscriber() -> None:
    data = interchange(CLAIMS)
    of_patient = ["HL", "SBR", "NM1", "DMG", "NM1", "HL", "NM1", "DMG"]
    assert names("A1", data)[:8] == of_patient
    assert names("A1", data)[8:10] == ["CLM", "DTP"]
    assert names("A1", data)[-1] == "DTP"
    assert names("A2", data) == [*of_patient, "CLM", "LX", "SV1"]


def test_a_claim_of_the_next_subscriber_comes_without_the_one_before() -> None:
    other = "HL*9*1*22*0\nSBR*P*18*G9\nCLM*A9*5***11:B:1\nLX*1\nSE*33*0001"
    data = interchange(CLAIMS.replace("SE*33*0001", other))
    assert names("A9", data) == ["HL", "SBR", "CLM", "LX"]


def test_a_statement_comes_with_its_patient() -> None:
    assert names("A1", interchange(CLAIM_STATUS)) == (
        ["HL", "NM1", "TRN", "STC", "REF", "DTP", "SVC", "STC", "REF"]
    )


def test_a_claim_is_found_in_every_set_of_a_file() -> None:
    data = interchange(REMITTANCE, renumbered(REMITTANCE, "0002"))
    assert names("A2", data) == ["CLP", "MIA", "CLP", "MIA"]


@pytest.mark.parametrize("number", ["A", "A11", "TRACE1", ""])
def test_a_number_no_claim_has_finds_nothing(number: str) -> None:
    data = interchange(REMITTANCE) + interchange(ACKNOWLEDGEMENT)
    assert of_number(data, number) is None


def test_segments_left_out_between_claims_are_told() -> None:
    data = interchange(REMITTANCE, renumbered(REMITTANCE, "0002"))
    view = of_number(data, "A2")
    assert view is not None
    lines = list(segment_lines(view.segments, show_raw, view.number))
    assert [line.split()[0] for line in lines] == ["Segment", "26", "27", "...", "53", "54"]


def test_the_segment_that_was_asked_for_is_told_element_by_element() -> None:
    view = at_segment(PATH, interchange(REMITTANCE), 13, 1)
    lines = list(segment_lines(view.segments, show_masked, view.number))
    assert lines[2] == ">        13         414  NM1*QC*1*xxxxx*xxxx****MI*xxxxxx9"
    assert "  NM101          2  QC" in lines
    assert "  NM103          5  xxxxx   (shown as x and 9)" in lines
    assert not any("NM105" in line for line in lines)


def test_a_set_aside_stretch_says_why() -> None:
    view = at_segment(PATH, ODD["cut"], 12, 0)
    (told,) = segment_facts(view.segments, show_masked)
    assert told["set_aside"] == "cut_segment"
    assert told["byte_offset"] + told["byte_count"] == 400
    (line,) = list(segment_lines(view.segments, show_masked, view.number))[1:]
    assert "(6 bytes set aside: cut_segment) xxx*xx" in line


def test_a_mapped_file_is_walked_like_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.x12"
    path.write_bytes(ODD["several"])
    with opened(path) as data:
        assert isinstance(data, mmap.mmap)
        assert [one.text for one in walk(data)] == [one.text for one in walk(ODD["several"])]
