"""Framing: delimiters a stretch, every byte in one stretch, what is no X12 with a code."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.x12.framing import Delimiters, frame, segment_ranges
from pipeline.x12.reading import read
from tests.x12.texts import (
    ACKNOWLEDGEMENT,
    CLAIM_STATUS,
    CLAIMS,
    REMITTANCE,
    Marks,
    interchange,
)

USUAL = Delimiters(ord("*"), ord("~"), ord(":"), ord("^"))


def codes(data: bytes) -> list[str]:
    return [stretch.code for stretch in frame(data)]


def claims(data: bytes) -> list[str]:
    return read([("file", data)]).tables["remittance_claims"]["claim_number"].to_pylist()


def found(data: bytes) -> list[str]:
    return read([("file", data)]).findings["code"].to_pylist()


@given(
    st.lists(
        st.sampled_from(
            [
                b"ISA",
                b"GS*HP*",
                b"ST*835*1~",
                b"~",
                b" ",
                b"\n",
                b"IEA*1*1~",
                b"\xef\xbb\xbf",
                b"\xff",
                interchange(REMITTANCE),
            ]
        )
    )
)
def test_stretches_are_exactly_the_bytes_of_the_file(parts: list[bytes]) -> None:
    data = b"".join(parts)
    stretches = frame(data)
    assert [s.start for s in stretches] == [0, *(s.stop for s in stretches)][: len(stretches)]
    assert (stretches[-1].stop if stretches else 0) == len(data)


def test_delimiters_are_read_from_each_header() -> None:
    other = Marks("|", ">", "!", "\n")
    data = interchange(REMITTANCE) + interchange(REMITTANCE, marks=other, number=2)
    first, second = frame(data)
    assert first.delimiters == USUAL
    assert second.delimiters == Delimiters(ord("|"), ord("\n"), ord(">"), ord("!"))
    assert claims(data) == ["A1", "A2", "A1", "A2"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n\n", "\r\n    ", "  \n"])
def test_line_ends_and_indents_between_segments_mean_nothing(line_end: str) -> None:
    data = interchange(REMITTANCE, marks=Marks(line_end=line_end))
    assert (claims(data), found(data)) == (["A1", "A2"], [])


@pytest.mark.parametrize("segment", ["\n", "\r", "\r\n"])
def test_a_line_end_may_be_the_terminator(segment: str) -> None:
    data = interchange(REMITTANCE, marks=Marks(segment=segment))
    assert (claims(data), found(data)) == (["A1", "A2"], [])


@pytest.mark.parametrize("width", [20, 80, 106])
def test_a_file_wrapped_at_a_fixed_width_reads_like_the_whole(width: int) -> None:
    data = interchange(REMITTANCE)
    wrapped = b"\r\n".join(data[at : at + width] for at in range(0, len(data), width))
    assert (claims(wrapped), found(wrapped)) == (["A1", "A2"], [])


def test_a_mark_of_byte_order_means_nothing() -> None:
    data = b"\xef\xbb\xbf" + interchange(REMITTANCE)
    assert (claims(data), found(data)) == (["A1", "A2"], [])


def test_a_header_without_its_padding_is_read() -> None:
    head = "ISA*00**00**ZZ*SENDER*ZZ*PRACTICE*240106*1200*^*00501*000000001*0*P*>~"
    body = Marks(component=">").write(f"GS*HP*S*P*20240106*1200*1*X*005010X221A1\n{REMITTANCE}")
    data = (head + body + "GE*1*1~IEA*1*000000001~").encode()
    reading = read([("file", data)])
    assert reading.findings.num_rows == 0
    assert reading.tables["remittance_services"]["procedure_code"].to_pylist() == ["90837", "90834"]


def test_a_header_without_component_separator_is_read() -> None:
    data = b"ISA*00**00**ZZ*SENDER*ZZ*PRACTICE*240106*1200*^*00501*1*0*P*~GS*HP*"
    assert frame(data + b"S*P*20240106*1200*1*X*V~")[0].delimiters == USUAL


@pytest.mark.parametrize("text", [REMITTANCE, CLAIMS, CLAIM_STATUS, ACKNOWLEDGEMENT])
@pytest.mark.parametrize("header", ["padded", "short"])
@pytest.mark.parametrize("mark", ["~", "|", "\n"])
def test_a_file_whose_segment_ends_are_lost_is_set_aside_as_a_whole(
    text: str, header: str, mark: str
) -> None:
    data = interchange(text, marks=Marks(segment=mark))
    if header == "short":
        data = re.sub(rb" +\*", b"*", data, count=6)
    lost = data.replace(mark.encode(), b"")
    assert found(data) == found(interchange(text))
    assert (codes(lost), found(lost)) == (["missing_segment_ends"], ["missing_segment_ends"])
    # What stands behind it is read.
    assert codes(lost + interchange(REMITTANCE)) == ["missing_segment_ends", ""]


@pytest.mark.parametrize("end", ["~", "|", "!", "\n"])
def test_an_end_behind_a_header_without_component_separator_is_told_by_the_next_one(
    end: str,
) -> None:
    data = (
        b"ISA*00**00**ZZ*SENDER*ZZ*PRACTICE*240106*1200*^*00501*1*0*P*"
        + Marks(segment=end)
        .write("\nGS*HP*S*P*20240106*1200*1*X*V\nST*835*1\nSE*2*1\nGE*1*1\nIEA*1*1")
        .encode()
    )
    assert frame(data)[0].delimiters == Delimiters(ord("*"), ord(end), ord(":"), ord("^"))


def test_a_bare_set_is_read_with_a_finding_and_its_own_component_separator() -> None:
    data = Marks(component=">").write(REMITTANCE).encode()
    reading = read([("file", data)])
    assert reading.tables["remittance_services"]["modifier_1"].to_pylist() == ["95", None]
    assert reading.findings["code"].to_pylist() == ["missing_interchange"]


def test_an_odd_sign_in_a_bare_header_is_not_taken_for_its_end() -> None:
    data = Marks().write(REMITTANCE.replace("0001", "0001*00(5)0X", 1)).encode()
    assert (claims(data), found(data)) == (["A1", "A2"], ["missing_interchange"])


def test_garbage_in_front_of_an_interchange_is_set_aside() -> None:
    data = b"Content-Type: text/plain; ISA!\n\n" + interchange(REMITTANCE)
    assert codes(data) == ["not_x12", ""]
    assert claims(data) == ["A1", "A2"]


def test_garbage_behind_an_interchange_is_set_aside_with_its_place() -> None:
    data = interchange(REMITTANCE)
    quarantine = read([("file", data + b"<html>\n")]).quarantine.to_pylist()
    assert [(row["byte_offset"], row["byte_count"], row["code"]) for row in quarantine] == [
        (len(data), 7, "after_interchange")
    ]


def test_blanks_behind_an_interchange_are_not_garbage() -> None:
    assert codes(interchange(REMITTANCE) + b"\r\n\x1a\x00 ") == [""]


@pytest.mark.parametrize("data", [b"%PDF-1.7 \x00\xff" * 9, b"hello", b"ISA", b"PK\x03\x04STUFF"])
def test_a_file_that_is_no_x12_is_set_aside_whole(data: bytes) -> None:
    reading = read([("file", data)])
    assert reading.quarantine["byte_count"].to_pylist() == [len(data)]
    assert reading.files["feed"].to_pylist() == ["unknown"]
    assert reading.findings["severity"].to_pylist() == ["error"]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_finding(data: bytes) -> None:
    assert found(data) == ["empty_file"]


def test_an_unreadable_header_does_not_hide_the_sets_behind_it() -> None:
    good = interchange(REMITTANCE, number=2)
    bad = b"ISA*00*x*y~" + good[106:]
    assert claims(bad) == ["A1", "A2"]
    assert codes(bad) == ["bad_interchange_header", "missing_interchange"]
    assert claims(interchange(REMITTANCE) + bad) == ["A1", "A2", "A1", "A2"]


def test_the_letters_isa_in_a_name_are_no_header() -> None:
    data = interchange(REMITTANCE.replace("NORTHWIND HEALTH", "VISA ISA HEALTH"))
    assert codes(data) == [""]


def test_a_segment_that_is_cut_off_is_set_aside() -> None:
    data = interchange(REMITTANCE)
    cut = data[: data.index(b"*4*100") + 4]
    reading = read([("file", cut)])
    assert reading.tables["remittance_claims"]["claim_number"].to_pylist() == ["A1"]
    assert reading.quarantine["code"].to_pylist() == ["cut_segment"]
    assert reading.tables["transactions"]["is_complete"].to_pylist() == [False]


def test_a_closing_segment_needs_no_terminator() -> None:
    data = interchange(REMITTANCE)
    assert found(data[:-1]) == []
    assert found(data[:-1] + b"\r\n") == []


def test_a_file_in_latin_letters_keeps_them() -> None:
    text = interchange(REMITTANCE).replace(b"NORTHWIND", b"S\xc3O")
    names = read([("file", text)]).tables["remittance_payers"]["name"].to_pylist()
    assert names == ["SÃO HEALTH"]


def test_a_separator_of_another_interchange_stays_in_free_text() -> None:
    other = Marks("|", ">", "!", "\n")
    text = REMITTANCE.replace("PCN1*", "HTTPS;//X~Y*")
    data = interchange(REMITTANCE) + interchange(text, marks=other, number=2)
    numbers = read([("file", data)]).tables["remittance_claims"]["payer_claim_number"]
    assert numbers.to_pylist() == ["PCN1", "PCN2", "HTTPS;//X~Y", "PCN2"]


def test_a_segment_is_found_at_its_place_in_the_file_as_received() -> None:
    data = b"\n\n" + interchange(REMITTANCE, marks=Marks(line_end="\r\n  \r\n"))
    (stretch,) = frame(data)
    spans = list(segment_ranges(data, stretch))
    assert [data[start:stop][:3] for start, stop in spans[:4]] == [b"ISA", b"GS*", b"ST*", b"BPR"]
    assert all(data[start:stop].endswith(b"~") for start, stop in spans)


@pytest.mark.parametrize("name", ["KALIEA", "ALIEA", "KALINA"])
def test_a_name_that_ends_like_a_trailer_ends_nothing(name: str) -> None:
    text = interchange(REMITTANCE.replace("*DOE*", f"*DOE*{name}*", 1)).decode()
    cut = text[: text.index("IEA*1")].replace("NM1*QC*1*", f"NM1*QC*1*DOE*{name}*", 1)
    assert [(s.stop, s.code) for s in frame(cut.encode())] == [(len(cut), "")]


def test_a_name_like_a_header_opens_nothing() -> None:
    sets = "".join(
        f"ST*835*{n}~NM1*QC*1*DOE*ISA*M***MI*M1~SVC*HC:1*1*1~DTM*1*1~AMT*B6*1~SE*5*{n}~"
        for n in range(1, 4)
    )
    data = interchange(sets)
    assert len(frame(data)) == 1
    unpadded = re.sub(rb" +\*", b"*", data)
    assert [s.start for s in frame(unpadded + unpadded)] == [0, len(unpadded)]
    assert [s.start for s in frame(unpadded + b"\n\n" + unpadded)] == [
        0,
        len(unpadded) + 2,
    ]


@pytest.mark.parametrize("named", [":", " ", "U", ">", "|"])
@pytest.mark.parametrize("used", [b":", b">", b"|"])
def test_components_are_parted_by_what_parts_them(named: str, used: bytes) -> None:
    data = interchange(REMITTANCE).replace(b":", used)
    data = data.replace(b"*P*" + used, b"*P*" + named.encode())
    tables = read([("file", data)]).tables
    assert tables["remittance_services"]["procedure_code"].to_pylist()[0] == "90837"
    is_usable = named in (":", ">", "|")
    told = used.decode() != (named if is_usable else ":")
    assert ("other_component_separator" in found(data)) == told


@pytest.mark.parametrize(
    ("segment", "is_other"),
    [
        ("NM1*QC*1*ALSVC*HC|", False),
        ("STC*R10|21", True),
        ("STC*A3|21", True),
        ("SV2*0900*HC|90837", True),
        ("SVC*HC*100", False),
    ],
)
def test_only_the_composite_of_a_segment_tells_how_components_are_parted(
    segment: str, is_other: bool
) -> None:
    data = interchange(f"ST*277*1~{segment}~SE*3*1~")
    assert ("other_component_separator" in found(data)) == is_other
