"""Framing as the world sends it: the harmless is silent, what a help desk asks about is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pytest

from pipeline.x12.reading import Reading, read
from tests.x12.texts import (
    ACKNOWLEDGEMENT,
    CLAIM_STATUS,
    CLAIMS,
    REMITTANCE,
    Marks,
    interchange,
    renumbered,
)

PLAIN = interchange(REMITTANCE)
OTHER = interchange(CLAIMS, number=2)
HEADER, REST = PLAIN[:106], PLAIN[106:]
ACK = b"TA1*000000005*240105*1200*R*006~"
UNPADDED = b"ISA*00**00**ZZ*SENDER*ZZ*PRACTICE*240106*1200*^*00501*000000001*0*P*:~"
BARE = Marks().write(REMITTANCE).encode()
GROUP = b"GS*HC*SENDER*PRACTICE*20240106*1200*%d*X*005010X222A1~%bGE*1*%d~"
CLAIMS_GROUP = GROUP % (2, Marks().write(CLAIMS).encode(), 2)
CLAIM_TABLES = ("remittance_claims", "submitted_claims")


def reading_of(data: bytes) -> Reading:
    return read([("file", data)])


def codes(data: bytes) -> list[str]:
    return sorted(reading_of(data).findings["code"].to_pylist())


def claims(data: bytes) -> list[str]:
    tables = reading_of(data).tables
    return [n for table in CLAIM_TABLES for n in tables[table]["claim_number"].to_pylist()]


def content(data: bytes) -> dict[str, list[list]]:
    """Return the rows of every table without the numbers of their segments."""
    return {
        name: [[v for k, v in row.items() if not k.endswith("segment_number")] for row in rows]
        for name, rows in listed(reading_of(data)).items()
    }


def listed(reading: Reading) -> dict[str, list[dict]]:
    tables = {name: rows.to_pylist() for name, rows in reading.tables.items() if rows.num_rows}
    tables.pop("transactions", None)
    return tables


def wrapped(data: bytes, width: int) -> bytes:
    return b"\r\n".join(data[at : at + width] for at in range(0, len(data), width))


HARMLESS = {
    "mark of byte order": b"\xef\xbb\xbf" + PLAIN,
    "blanks in front": b"\r\n \t" + PLAIN,
    "end-of-file sign and zeros behind": PLAIN + b"\r\n\x1a\x00\x00",
    "carriage returns and line feeds": PLAIN.replace(b"~", b"~\r\n"),
    "carriage returns only": PLAIN.replace(b"~", b"~\r"),
    "blank lines": PLAIN.replace(b"~", b"~\n\n\n"),
    "indents of spaces": PLAIN.replace(b"~", b"~\n    "),
    "indents of tabs": PLAIN.replace(b"~", b"~\n\t\t"),
    "blanks in front of terminators": HEADER + REST.replace(b"~", b"  ~"),
    "blanks around elements": HEADER + REST.replace(b"*A1*1*200*", b"* A1 *1 * 200*"),
    "empty segments": PLAIN.replace(b"~CLP", b"~~~CLP"),
    "wrapped at 80": wrapped(PLAIN, 80),
    "wrapped within the header": wrapped(PLAIN, 40),
    "line feed as terminator": PLAIN.replace(b"~", b"\n"),
    "carriage return and line feed as terminator": PLAIN.replace(b"~", b"\r\n"),
    "no terminator at the end": PLAIN[:-1],
    "no terminator but a line end at the end": PLAIN[:-1] + b"\r\n",
    "header without its padding": UNPADDED + REST,
    "header with one element too short": PLAIN.replace(b"SENDER  ", b"SENDER"),
    "header that names no component separator": PLAIN.replace(b"*P*:~", b"*P*~"),
    "header that names a letter as component separator": PLAIN.replace(b"*P*:~", b"*P*A~"),
    "elements left empty at the end": PLAIN.replace(b"*12*PCN2~", b"*12*PCN2****~"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_harmless_changes_nothing_and_is_not_told(name: str) -> None:
    assert content(HARMLESS[name]) == content(PLAIN)
    assert codes(HARMLESS[name]) == []


def test_a_claim_ends_where_its_elements_do() -> None:
    (_, row) = listed(reading_of(PLAIN.replace(b"*0**12*PCN2~", b"*0****~")))["remittance_claims"]
    assert (row["claim_number"], row["paid_usd"]) == ("A2", "0")
    assert {row["patient_usd"], row["filing_indicator_code"], row["payer_claim_number"]} == {None}


@pytest.mark.parametrize("segments", [b"ZZZ*X~", b"N9*1*2~", b"TS3*1*2~ZZ9**~"])
def test_a_segment_that_no_table_knows_is_counted_and_no_finding(segments: bytes) -> None:
    said = PLAIN.replace(b"~LX*1~", b"~LX*1~" + segments)
    data = said.replace(b"SE*27", b"SE*%d" % (27 + segments.count(b"~")))
    counts = reading_of(data).segment_counts.to_pylist()
    added = {segment.split(b"*")[0].decode() for segment in segments.split(b"~")[:-1]}
    assert {row["segment_id"] for row in counts if row["ignored_count"]} >= added
    assert (codes(data), claims(data)) == ([], ["A1", "A2"])


ODD: Mapping[str, tuple[bytes, list[str], list[str]]] = {
    "no interchange": (REST[:-16], ["missing_interchange"], ["A1", "A2"]),
    "no interchange header": (REST, ["missing_interchange", "stray_trailer"], ["A1", "A2"]),
    "no interchange and no group": (BARE, ["missing_interchange"], ["A1", "A2"]),
    "a header that cannot be read": (
        b"ISA*00*x~" + REST,
        ["bad_interchange_header", "missing_interchange", "stray_trailer"],
        ["A1", "A2"],
    ),
    "an end at each level is missing": (
        PLAIN[: PLAIN.index(b"SE*27")],
        ["missing_group_trailer", "missing_interchange_trailer", "missing_set_trailer"],
        ["A1", "A2"],
    ),
    "each count is wrong": (
        PLAIN.replace(b"SE*27", b"SE*9").replace(b"GE*1", b"GE*9").replace(b"IEA*1", b"IEA*9"),
        ["wrong_group_count", "wrong_segment_count", "wrong_set_count"],
        ["A1", "A2"],
    ),
    "each count is unreadable": (
        PLAIN.replace(b"SE*27", b"SE*").replace(b"GE*1", b"GE*I").replace(b"IEA*1", b"IEA*-1"),
        ["unreadable_count"] * 3,
        ["A1", "A2"],
    ),
    "each closing number is another": (
        PLAIN.replace(b"SE*27*0001", b"SE*27*2")
        .replace(b"GE*1*1", b"GE*1*2")
        .replace(b"IEA*1*000000001", b"IEA*1*2"),
        ["wrong_control_number"] * 3,
        ["A1", "A2"],
    ),
    "interchange number twice": (
        PLAIN + interchange(CLAIMS),
        ["duplicate_control_number"],
        ["A1", "A2", "A1", "A2"],
    ),
    "group number twice": (
        PLAIN.replace(b"IEA*1", GROUP % (1, Marks().write(CLAIMS).encode(), 1) + b"IEA*2"),
        ["duplicate_control_number"],
        ["A1", "A2", "A1", "A2"],
    ),
    "set number twice": (
        interchange(REMITTANCE, REMITTANCE),
        ["duplicate_control_number"],
        ["A1", "A2", "A1", "A2"],
    ),
    "a segment id in small letters": (
        PLAIN.replace(b"CLP*A2*", b"clp*A2*"),
        ["bad_segment"],
        ["A1"],
    ),
    "a header in small letters": (PLAIN.lower(), ["not_x12"], []),
    "sixteen bits a letter": (PLAIN.decode().encode("utf-16"), ["not_x12"], []),
    "a letter in front": (b"Subject: your file\r\n\r\n" + PLAIN, ["not_x12"], ["A1", "A2"]),
    "a page behind": (PLAIN + b"<html></html>", ["after_interchange"], ["A1", "A2"]),
    "segments between sets": (
        PLAIN.replace(b"ST*835", b"NTE*ADD*X~ST*835"),
        ["outside_set"],
        ["A1", "A2"],
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_told_and_the_rest_is_read(name: str) -> None:
    data, told, read_claims = ODD[name]
    assert codes(data) == told
    assert claims(data) == read_claims


def test_interchanges_with_other_delimiters_stand_in_one_file() -> None:
    second = interchange(CLAIMS, marks=Marks("|", ">", "!", "\n"), number=2)
    third = interchange(ACKNOWLEDGEMENT, marks=Marks("^", "<", "{", "\r"), number=3)
    data = PLAIN + second + third
    assert (codes(data), claims(data)) == ([], ["A1", "A2", "A1", "A2"])
    errors = listed(reading_of(data))["ack_element_errors"]
    assert [(row["element_position"], row["error_code"]) for row in errors] == [("9", "1")]


def test_several_groups_and_sets_stand_in_one_interchange() -> None:
    two = interchange(REMITTANCE, renumbered(REMITTANCE, "0002"))
    data = two.replace(b"IEA*1", CLAIMS_GROUP + b"IEA*2")
    assert (codes(data), claims(data)) == ([], ["A1", "A2", "A1", "A2", "A1", "A2"])
    codes_of = reading_of(data).tables["transactions"]["functional_code"].to_pylist()
    assert codes_of == ["HP", "HP", "HC"]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.replace(b"GS*", ACK + b"GS*"),
        PLAIN.replace(b"ST*", ACK + b"ST*"),
        PLAIN.replace(b"GE*", ACK + b"GE*"),
        PLAIN.replace(b"IEA*", ACK + b"IEA*"),
        PLAIN + ACK,
        PLAIN + ACK + OTHER,
        HEADER + ACK + b"IEA*0*000000001~",
    ],
    ids=["before group", "in group", "after set", "after group", "behind", "between", "alone"],
)
def test_an_interchange_acknowledgement_is_read_wherever_it_stands(data: bytes) -> None:
    (ack,) = listed(reading_of(data))["interchange_acks"]
    assert (ack["control_number"], ack["acknowledgement_code"]) == ("000000005", "R")
    assert (ack["note_code"], ack["transaction_segment"]) == ("006", None)
    assert codes(data) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("DMG*D8*19800101*F", "DMG*D8*19800101*F**RET:A^RET:B"),
        ("HL*3*2*23*0", "HL*3*2*23*0\nCRC*BK:F3200^BF:F411\nTOO*JP*1^2*M:O^D"),
    ],
)
def test_repetitions_within_elements_disturb_nothing(old: str, new: str) -> None:
    plain = content(interchange(CLAIMS))
    data = interchange(CLAIMS.replace(old, new, 1))
    assert {name: len(rows) for name, rows in content(data).items()} == {
        name: len(rows) for name, rows in plain.items()
    }
    assert content(data)["submitted_demographics"][0][-1] == "19800101"
    assert [row[-3:] for row in content(data)["submitted_claims"]] == [
        row[-3:] for row in plain["submitted_claims"]
    ]


def test_the_context_of_an_error_repeats_and_is_ignored() -> None:
    context = "IK3*NM1*8*2010*8\nCTX*SITUATIONAL TRIGGER*CLM*43**5:3*C023:1325^1:2"
    data = interchange(ACKNOWLEDGEMENT.replace("IK3*NM1*8*2010*8", context))
    (error,) = listed(reading_of(data))["ack_element_errors"]
    assert (error["element_position"], error["error_code"]) == ("9", "1")


def test_a_digest_does_not_depend_on_the_repetition_separator() -> None:
    text = CLAIMS.replace("DMG*D8*19800101*F", "DMG*D8*19800101*F**RET:A^RET:B")
    made = [
        reading_of(interchange(text, marks=marks)).tables["transactions"]
        for marks in (Marks(), Marks(repetition="{"))
    ]
    assert made[0]["transaction_digest"] == made[1]["transaction_digest"]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_letters_with_accents_stay_in_either_encoding(encoding: str) -> None:
    text = interchange(CLAIM_STATUS).decode().replace("NORTHWIND", "SÃO JOSÉ")
    (payer,) = listed(reading_of(text.encode(encoding)))["status_payers"]
    assert payer["name"] == "SÃO JOSÉ HEALTH"


def by_file(reading: Reading, table: str) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = defaultdict(list)
    for row in reading.tables[table].to_pylist():
        found[row.pop("file_id")].append(row)
    return found


def told(reading: Reading) -> set[str]:
    return set(reading.findings["file_id"].to_pylist())


def test_a_file_cut_at_any_byte_keeps_what_came_before_and_says_that_it_is_cut() -> None:
    reading = read([(str(at), PLAIN[:at]) for at in range(len(PLAIN))])
    whole = reading_of(PLAIN)
    for table in set(listed(whole)):
        kept = by_file(whole, table)["file"]
        for at, rows in by_file(reading, table).items():
            assert rows == kept[: len(rows)], (table, at)
    without_terminator = {str(len(PLAIN) - 1)}
    assert told(reading) == {str(at) for at in range(len(PLAIN))} - without_terminator


@pytest.mark.parametrize("order", ["{rest}{whole}", "{whole}{rest}"])
def test_the_rest_of_another_file_takes_nothing_from_a_whole_one(order: str) -> None:
    rests = {str(at): OTHER[at:].decode() for at in range(1, len(OTHER))}
    whole = PLAIN.decode()
    reading = read([(at, order.format(rest=r, whole=whole).encode()) for at, r in rests.items()])
    numbers = by_file(reading, "remittance_claims")
    assert {at: [row["claim_number"] for row in rows] for at, rows in numbers.items()} == {
        at: ["A1", "A2"] for at in rests
    }
    # A terminator alone behind a file ends nothing and is not told.
    silent = {at for at, rest in rests.items() if rest == "~" and order.endswith("{rest}")}
    assert told(reading) == set(rests) - silent


def test_a_file_within_another_is_read_whole_wherever_it_stands() -> None:
    places = range(1, len(PLAIN))
    reading = read([(str(at), PLAIN[:at] + OTHER + PLAIN[at:]) for at in places])
    numbers = by_file(reading, "submitted_claims")
    assert {at: [row["claim_number"] for row in rows] for at, rows in numbers.items()} == {
        str(at): ["A1", "A2"] for at in places
    }
    # In front of the last terminator the other file stands as good as behind.
    assert told(reading) == {str(at) for at in places[:-1]}


def test_a_set_behind_its_interchange_is_read_and_has_no_sender() -> None:
    data = PLAIN + Marks().write(renumbered(REMITTANCE, "0009")).encode()
    senders = reading_of(data).tables["transactions"]["interchange_sender_id"].to_pylist()
    assert senders == ["SENDER", None]
    assert codes(data) == ["outside_interchange"]


def test_the_next_interchange_is_inside_again() -> None:
    assert codes(PLAIN + OTHER) == []


def test_a_set_without_a_group_is_told_though_the_interchange_counts_none() -> None:
    body = PLAIN[PLAIN.index(b"ST*") : PLAIN.index(b"GE*")]
    data = HEADER + body + b"IEA*0*000000001~"
    assert (claims(data), codes(data)) == (["A1", "A2"], ["missing_group"])


@pytest.mark.parametrize("end", [b"~", b"~~\r\n~", b"\n~ "])
def test_terminators_that_end_nothing_are_blank(end: bytes) -> None:
    assert codes(PLAIN + end) == []


@pytest.mark.parametrize("segment", [b"ISB*1~", b"ISE*200601*0515*04~", b"TA3*X~"])
def test_control_segments_of_an_interchange_are_no_oddity(segment: bytes) -> None:
    assert codes(PLAIN.replace(b"~GS*", b"~" + segment + b"GS*")) == []


def test_any_other_segment_there_is_one() -> None:
    assert codes(PLAIN.replace(b"~GS*", b"~ISX*1~GS*")) == ["outside_set"]


def test_tabs_and_spaces_around_elements_and_components_mean_nothing() -> None:
    data = PLAIN.replace(b"*A1*1*200*", b"*\tA1\t*1*\t200 *").replace(b"HC:90837", b"HC: 90837 ")
    assert codes(data) == []
    tables = reading_of(data).tables
    assert tables["remittance_claims"]["charge_usd"].to_pylist()[0] == "200"
    assert tables["remittance_services"]["procedure_code"].to_pylist()[0] == "90837"
    assert claims(data) == ["A1", "A2"]


def test_a_tab_that_separates_is_a_separator() -> None:
    data = interchange(REMITTANCE, marks=Marks(element="\t"))
    assert (claims(data), codes(data)) == (["A1", "A2"], [])


def test_a_padded_qualifier_is_that_qualifier() -> None:
    data = PLAIN.replace(b"NM1*QC*", b"NM1*QC *").replace(b"REF*6R*", b"REF* 6R*")
    tables, plain = reading_of(data).tables, reading_of(PLAIN).tables
    for name in ("remittance_members", "remittance_references"):
        assert tables[name].num_rows == plain[name].num_rows > 0


@pytest.mark.parametrize("qualifier", ["24", "34", "FI", "MC"])
def test_a_number_that_is_no_npi_is_not_kept(qualifier: str) -> None:
    text = CLAIMS.replace("XX*", f"{qualifier}*")
    tables = reading_of(interchange(text)).tables
    assert set(tables["submitted_billing"]["npi"].to_pylist()) == {None}
    assert set(tables["submitted_providers"]["npi"].to_pylist()) <= {None}
