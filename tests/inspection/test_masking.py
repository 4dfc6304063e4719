"""Without being asked nothing shows that names a patient; codes, money and lengths do."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import triage
from pipeline.inspection.facts import Facts, facts_of
from pipeline.inspection.masking import (
    Write,
    masked,
    masked_value,
    raw_value,
    show_masked,
    show_raw,
)
from pipeline.inspection.report import report
from pipeline.inspection.segment_text import segment_lines
from pipeline.inspection.walking import walk
from pipeline.x12.layouts import LAYOUTS, RAW_COLUMNS, Kind
from tests.inspection.planted import FILES, PLANTED, TEXTS, with_value_everywhere
from tests.x12.texts import CLAIM_STATUS, CLAIMS, REMITTANCE, Marks, interchange

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)
IN_FRONT = 2
"""Segments of an interchange in front of its first set."""

# Where a text stays as it is that looks like a name: at a payer's name and number.
PAYERS = {
    "835": {("N1*PR", 2), ("N1*PR", 4), ("REF*2U", 2)},
    "837": {("NM1*PR", 3), ("NM1*PR", 9)},
    "277": {("NM1*PR", 3), ("NM1*PR", 9)},
    "999": set(),
}
# Where three capitals could be a code, far from any name.
CODES = {
    "835": {("ST*835", 1), ("ST*835", 2), ("SE*27", 2)},
    "837": {("ST*837", 1), ("ST*837", 2), ("SE*33", 2)},
    "277": {("ST*277", 1), ("ST*277", 2), ("SE*19", 2)},
    "999": {
        ("ST*999", 1), ("ST*999", 2), ("SE*10", 2), ("AK1*HC", 2), ("AK2*837", 1), ("AK2*837", 2),
        ("IK3*NM1", 1),
    },
}  # fmt: skip
# Where a number is that of a payment.
TRACES = {"835": {("TRN*1", 2), ("TRN*1", 3)}}


def shown(data: bytes) -> list[str]:
    return [show_masked(segment).text for segment in walk(data)]


def seen(text: str) -> list[str]:
    return [value for value in PLANTED if value.upper() in text.upper()]


@pytest.mark.parametrize("kind", FILES)
def test_no_segment_of_any_kind_shows_what_was_planted(kind: str) -> None:
    raw = "\n".join(show_raw(segment).text for segment in walk(FILES[kind]))
    assert "Tamsin" in raw
    assert seen("\n".join(shown(FILES[kind]))) == []


@pytest.mark.parametrize("kind", FILES)
def test_no_segment_told_element_by_element_shows_what_was_planted(kind: str) -> None:
    for segment in walk(FILES[kind]):
        assert seen("\n".join(segment_lines([segment], show_masked, segment.number))) == []


@pytest.mark.parametrize("kind", FILES)
def test_no_report_shows_what_was_planted(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.x12"
    path.write_bytes(FILES[kind])
    facts = facts_of(path, NOW, masked_value, lambda _: None)
    assert seen("\n".join(report("a.x12", facts)) + repr(facts)) == []


@pytest.mark.parametrize("kind", FILES)
def test_a_file_cut_anywhere_shows_nothing_of_what_was_planted(kind: str) -> None:
    data = FILES[kind]
    for stop in range(100, len(data), 31):
        assert seen("\n".join(shown(data[:stop]))) == []
        assert seen("\n".join(shown(data[stop:]))) == []


@pytest.mark.parametrize("kind", PAYERS)
@pytest.mark.parametrize(
    ("value", "also"), [("Tamsin Quill", {}), ("LEE", CODES), ("W5550012345", TRACES)]
)
def test_what_stands_in_a_wrong_place_is_masked_there_too(
    kind: str, value: str, also: dict[str, set[tuple[str, int]]]
) -> None:
    lines = TEXTS[kind].split("\n")
    open_places = {
        ("*".join(lines[at].split("*")[:2]), number)
        for at, number, text in with_value_everywhere(TEXTS[kind], value)
        if value in show_masked(next(islice(walk(interchange(text)), IN_FRONT + at, None))).text
    }
    assert open_places == PAYERS[kind] | also.get(kind, set())


def test_a_payer_that_is_a_person_is_masked() -> None:
    person = interchange(CLAIMS.replace("NM1*PR*2*NORTHWIND HEALTH", "NM1*PR*1*QUILL"))
    assert "NM1*PR*2*NORTHWIND HEALTH*****PI*NW01" in shown(interchange(CLAIMS))
    assert "NM1*PR*1*xxxxx*****PI*xx99" in shown(person)


@pytest.mark.parametrize(("kind_of_payer", "shown"), [("1", "a person"), ("", "xxxxx")])
@pytest.mark.parametrize("text", [CLAIMS, CLAIM_STATUS], ids=["837", "277"])
def test_a_payer_that_may_be_a_person_is_masked_in_the_report_too(
    text: str, kind_of_payer: str, shown: str, tmp_path: Path
) -> None:
    organisation, person = "NM1*PR*2*NORTHWIND HEALTH*****PI*NW01", "QUILL*TAMSIN****PI*987654321"
    path = tmp_path / "a.x12"

    def facts(payer: str, write: Write = masked_value) -> Facts:
        path.write_bytes(interchange(text.replace(organisation, payer)))
        return facts_of(path, NOW, write, lambda _: None)

    told = facts(f"NM1*PR*{kind_of_payer}*{person}")
    words = "\n".join(report("a.x12", told)) + repr(told)
    assert "QUILL" not in words
    assert "987654321" not in words
    assert shown in words
    # Of who says to be a person nothing is kept; whoever says nothing is masked.
    raw = "\n".join(report("a.x12", facts(f"NM1*PR*{kind_of_payer}*{person}", raw_value)))
    assert ("QUILL" in raw) is not bool(kind_of_payer)
    assert "NORTHWIND HEALTH" in "\n".join(report("a.x12", facts(organisation)))


def test_codes_money_and_lengths_stay_as_they_are() -> None:
    told = shown(interchange(REMITTANCE))
    assert "BPR*I*90*C*ACH*CCP*01*999*xx*99*9999999999**99*999*xx*99*20240105" in told
    assert "CLP*x9*1*200*90*10*12*xxx9*11*1" in told
    assert "CAS*CO*45*50**16*50" in told
    assert "NM1*QC*1*xxxxx*xxxx****MI*xxxxxx9" in told
    assert "SVC*HC:90837:95:GT*150*90**1*HC:90834" in told
    assert "DTM*405*20240104" in told
    assert "DTM*472*99999999" in told
    assert "REF*2U*NW02" in told
    assert "REF*6R*xxxx9" in told


def test_a_bad_amount_keeps_its_shape() -> None:
    text = REMITTANCE.replace("CLP*A1*1*200*90", "CLP*A1*1*2OO*9,0")
    assert "CLP*x9*1*9xx*9,9*10*12*xxx9*11*1" in shown(interchange(text))


def test_masking_goes_by_the_files_own_delimiters() -> None:
    marks = Marks("|", ">", "^", "\n", "")
    assert "SVC|HC>90837>95>GT|150|90||1|HC>90834" in shown(interchange(REMITTANCE, marks=marks))


def test_what_has_no_segment_id_is_masked_as_a_whole() -> None:
    told = shown(interchange(REMITTANCE.replace("LX*1", "Tamsin Quill was here*QUILL")))
    assert "xxxxxx xxxxx xxx xxxx*xxxxx" in told


def test_bytes_that_are_set_aside_are_masked_as_a_whole() -> None:
    data = interchange(REMITTANCE) + b"Tamsin Quill 1987"
    assert shown(data)[-1] == "xxxxxx xxxxx 9999"


def test_letters_and_digits_of_every_script_are_masked() -> None:
    assert masked("Zoë-Łucja Ωmega ½ 李 3") == "xxx-xxxxx xxxxx 9 x 9"


def test_a_control_character_never_reaches_the_screen() -> None:
    text = REMITTANCE.replace("NORTHWIND", "\x1b[2JNORTH\u0085WIND")
    told = "\n".join(
        show(segment).text
        for segment in walk(interchange(text))
        for show in (show_masked, show_raw)
    )
    assert "\x1b" not in told
    assert "\u0085" not in told
    assert "\\x1b[2JNORTH\\x85WIND" in told


def test_of_a_long_element_the_beginning_is_shown_and_its_length() -> None:
    text = REMITTANCE.replace("LX*1", f"NTE*ADD*{'q' * 1_500}")
    line = next(told for told in shown(interchange(text)) if told.startswith("NTE"))
    assert line == f"NTE*ADD*{'x' * 1_000} (and 500 more)"


def test_blanks_are_not_called_masked() -> None:
    header = show_masked(next(walk(interchange(REMITTANCE))))
    masked_places = {part.place for part in header.parts if part.is_masked}
    assert masked_places == set()
    assert {"ISA02", "ISA06", "ISA16"} <= {part.place for part in header.parts}


def test_a_password_in_the_header_is_masked() -> None:
    data = interchange(REMITTANCE).replace(b"*00*          *ZZ", b"*01*OPENSESAME*ZZ", 1)
    assert "*01*xxxxxxxxxx*ZZ*SENDER" in shown(data)[0]


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("claim_number", "A1-77", "x9-99"),
        ("payer", "NORTHWIND HEALTH", "NORTHWIND HEALTH"),
        ("claim_status_code", "22", "22"),
        ("claim_status_code", "QUILL", "xxxxx"),
        ("a_column_that_came_later", "QUILL", "xxxxx"),
    ],
)
def test_an_answer_shows_what_its_column_may_hold(column: str, value: str, told: str) -> None:
    assert masked_value(column, value) == told
    assert raw_value(column, value) == value


@pytest.mark.parametrize(
    "column",
    sorted(
        {
            column
            for table, columns in RAW_COLUMNS.items()
            for column, kind in columns.items()
            if kind is Kind.PRIVATE
        }
        | {"claim_number", "payer_claim_number"}
    ),
)
def test_what_a_layout_calls_private_is_masked(column: str) -> None:
    assert masked_value(column, "1") == "9"
    assert masked_value(column, "Q") == "x"


def test_every_kind_of_set_has_its_places() -> None:
    for kind in LAYOUTS:
        text = f"ST*{kind}*0001\nNM1*QC*1*QUILL*TAMSIN\nSE*3*0001"
        assert shown(interchange(text))[3] == "NM1*QC*1*xxxxx*xxxxxx"


def test_a_name_in_the_place_of_a_kind_of_set_is_not_told(tmp_path: Path) -> None:
    data = interchange(REMITTANCE).replace(b"ST*835*", b"ST*CANARY JOHN 123-45-6789*")
    path = tmp_path / "odd.835"
    path.write_bytes(data)
    for words in (["--segment", "4"], ["--segment", "4", "--json"], []):
        done = CliRunner().invoke(triage, ["inspect", str(path), *words])
        assert "CANARY" not in done.output
        assert "6789" not in done.output
