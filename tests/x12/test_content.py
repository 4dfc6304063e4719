"""What stands in a segment: every group, composite and qualifier, at each side of its edge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.x12.layouts import LAYOUTS, Column, Kind, Table
from pipeline.x12.reading import Reading, read
from tests.x12.test_layouts import rows
from tests.x12.texts import ACKNOWLEDGEMENT, CLAIM_STATUS, CLAIMS, REMITTANCE, interchange

ANSWERED = "SVD*SP01*40*HC:90791**1\nCAS*PR*1*10\nDTP*573*D8*20240110\nAMT*EAF*10"
DENTAL = "LX*2\nSV3*AD:D3320*20****1\nSE*39"
TEXTS = {
    "835": REMITTANCE,
    "277": CLAIM_STATUS,
    "999": ACKNOWLEDGEMENT,
    "837": CLAIMS.replace("SE*33", f"{ANSWERED}\n{DENTAL}"),
}
CLAIM, LINE = "CLP*A1*1*200*90**12*PCN1", "SVC*HC:90837*150*90**1"
CHECKED = (Kind.MONEY, Kind.DATE, Kind.INTEGER)


def remittance(*segments: str) -> Reading:
    """Read one claim with the given segments; a bare set has a finding, an interchange has none."""
    lines = ["ST*835*1", "BPR*I*90*C*ACH", CLAIM, *segments]
    return read([("file", interchange("\n".join([*lines, f"SE*{len(lines) + 1}*1"])))])


def status(*segments: str) -> Reading:
    """Read one claim's status with the given segments behind its TRN."""
    lines = ["ST*277*1*005010X214", "HL*1**PT", "TRN*2*A1", *segments]
    return read([("file", interchange("\n".join([*lines, f"SE*{len(lines) + 1}*1"])))])


def groups(reading: Reading, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[c] for c in columns) for row in reading.tables[table].to_pylist()]


def codes(reading: Reading) -> list[str]:
    return reading.findings["code"].to_pylist()


def triplets(count: int) -> str:
    return "CAS*CO" + "".join(f"*{n}*{n}.10*{n}" for n in range(1, count + 1))


@pytest.mark.parametrize("level", [(), (LINE,)], ids=["claim", "line"])
@pytest.mark.parametrize(("sent", "loaded"), [(1, 1), (5, 5), (6, 6), (7, 6)])
def test_a_cas_holds_six_triplets_at_either_level(
    level: tuple[str, ...], sent: int, loaded: int
) -> None:
    reading = remittance(*level, triplets(sent))
    assert groups(
        reading, "remittance_adjustments", "triplet", "carc_code", "adjusted_usd", "quantity"
    ) == [(n, f"{n}", f"{n}.10", f"{n}") for n in range(1, loaded + 1)]
    (place,) = set(groups(reading, "remittance_adjustments", "claim_segment", "service_segment"))
    assert place == (5, 6 if level else None)


@pytest.mark.parametrize(
    ("segment", "made"),
    [
        ("CAS*CO*45*10*****16*5", [(1, "45", "10", None), (3, "16", "5", None)]),
        ("CAS*CO****16*5", [(2, "16", "5", None)]),
        ("CAS*CO*45*10****", [(1, "45", "10", None)]),
        ("CAS*CO*45*10**16", [(1, "45", "10", None), (2, "16", None, None)]),
        ("CAS*CO**10", [(1, None, "10", None)]),
        ("CAS*CO***2", [(1, None, None, "2")]),
        ("CAS*CO", []),
        ("CAS*CO***", []),
    ],
)
def test_a_gap_in_a_cas_keeps_the_places_of_the_triplets(
    segment: str, made: list[tuple[Any, ...]]
) -> None:
    reading = remittance(LINE, segment)
    names = ("triplet", "carc_code", "adjusted_usd", "quantity")
    assert groups(reading, "remittance_adjustments", *names) == made
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("pairs", "made"),
    [
        ("*WO:R1*1", [(1, "WO", "R1", "1")]),
        ("*WO*-1.5", [(1, "WO", None, "-1.5")]),
        ("*WO:R1*1***FB:R3*3", [(1, "WO", "R1", "1"), (3, "FB", "R3", "3")]),
        ("*72:R*1" * 6, [(n, "72", "R", "1") for n in range(1, 7)]),
        ("*72:R*1" * 7, [(n, "72", "R", "1") for n in range(1, 7)]),
        ("", []),
    ],
)
def test_a_plb_holds_six_pairs(pairs: str, made: list[tuple[Any, ...]]) -> None:
    reading = remittance("PLB*1999999992*20241231" + pairs)
    names = ("pair", "reason_code", "reference", "amount_usd")
    assert groups(reading, "provider_adjustments", *names) == made


@pytest.mark.parametrize(
    ("composite", "made"),
    [
        ("HC", ("HC", None, None, None, None, None)),
        ("HC:90837", ("HC", "90837", None, None, None, None)),
        ("HC:90837:95:GT:HO:U1", ("HC", "90837", "95", "GT", "HO", "U1")),
        ("HC:90837:95:GT:HO:U1:SESSION", ("HC", "90837", "95", "GT", "HO", "U1")),
        ("HC:90837::GT", ("HC", "90837", None, "GT", None, None)),
        ("NU:0912", ("NU", "0912", None, None, None, None)),
        (":90837", (None, "90837", None, None, None, None)),
    ],
)
def test_a_procedure_has_up_to_four_modifiers(composite: str, made: tuple[str | None, ...]) -> None:
    ((_, *columns),) = rows(remittance(f"SVC*{composite}*150*90"), "remittance_services")
    assert tuple(columns[:6]) == made


@pytest.mark.parametrize(
    ("segment", "original"),
    [
        ("SVC*HC:90834*150*90**1*HC:90837:95*2", "90837"),
        ("SVC*HC:90834*150*90**1*HC", None),
        ("SVC*HC:90834*150*90**1", None),
    ],
)
def test_the_procedure_that_was_billed_stands_beside_the_one_that_was_paid(
    segment: str, original: str | None
) -> None:
    reading = remittance(segment)
    assert groups(reading, "remittance_services", "procedure_code", "original_procedure_code") == [
        ("90834", original)
    ]


@pytest.mark.parametrize("qualifier", ["2U", "F8", "1K", "D9", "6R", "HPI"])
def test_a_reference_that_links_claims_is_loaded(qualifier: str) -> None:
    reading = remittance(LINE, f"REF*{qualifier}*N1")
    assert rows(reading, "remittance_references") == [(5, 6, qualifier, "N1")]


@pytest.mark.parametrize("qualifier", ["SY", "1W", "EA", "28", "IG", "F", "F8X", ""])
def test_a_reference_that_may_be_a_persons_is_not(qualifier: str) -> None:
    reading = remittance(LINE, f"REF*{qualifier}*SECRET")
    assert "SECRET" not in str([table.to_pylist() for table in reading.tables.values()])


def test_a_group_or_policy_number_is_in_a_table_of_its_own_to_become_a_token() -> None:
    reading = remittance("REF*1L*G1", LINE)
    assert rows(reading, "remittance_policies") == [(5, None, "1L", "G1")]
    assert rows(reading, "remittance_references") == []


def test_a_status_names_the_claim_the_line_and_the_numbers_of_both_sides() -> None:
    numbers = [f"REF*{qualifier}*N" for qualifier in ("1K", "D9", "EJ", "BLT", "EA")]
    reading = status(*numbers, "SVC*HC:90837*150*0", "REF*FJ*LINE1")
    assert [row[-2] for row in rows(reading, "status_references")] == [
        *("1K", "D9", "EJ", "BLT", "FJ"),
    ]


@pytest.mark.parametrize(
    ("dates", "made", "faults"),
    [
        ("D8*20231201", ("20231201", "20231201"), []),
        ("RD8*20231201-20231202", ("20231201", "20231202"), []),
        ("D6*231201", ("20231201", "20231201"), []),
        ("DT*202312011130", ("20231201", "20231201"), []),
        ("TM*1130", (None, None), ["bad_date"]),
        ("RD8*20231201-20231131", ("20231201", None), ["bad_date"]),
        ("RD8*20231131-20231202", (None, "20231202"), ["bad_date"]),
        ("RD8*20231201", ("20231201", "20231201"), []),
        ("RD8*20231201-", (None, None), ["bad_date"]),
        ("RDT*202312011130-202312021130", (None, None), ["bad_date"]),
        ("D8*", (None, None), []),
    ],
)
def test_a_date_is_a_day_or_a_span_whatever_its_qualifier_says(
    dates: str, made: tuple[str | None, str | None], faults: list[str]
) -> None:
    reading = status(f"DTP*472*{dates}")
    assert rows(reading, "status_dates") == [(4, 5, None, "472", *made)]
    assert sorted(set(codes(reading))) == faults


@pytest.mark.parametrize(
    ("qualifier", "is_loaded"), [("472", 1), ("232", 1), ("106", 1), ("050", 0)]
)
def test_dates_of_service_and_the_day_records_are_due_are_loaded(
    qualifier: str, is_loaded: int
) -> None:
    assert status(f"DTP*{qualifier}*D8*20231201").tables["status_dates"].num_rows == is_loaded


def test_every_kind_of_date_and_amount_of_a_remittance_is_loaded() -> None:
    reading = remittance(
        "DTM*050*20240102",
        "AMT*AU*150",
        LINE,
        "DTM*150*20231201",
        "DTM*151*20231202",
        "AMT*B6*100.25",
        "AMT*KH*-.5",
    )
    assert [row[2:] for row in rows(reading, "remittance_dates")] == [
        ("050", "20240102"),
        ("150", "20231201"),
        ("151", "20231202"),
    ]
    assert rows(reading, "remittance_amounts") == [
        (5, None, "AU", "150"),
        (5, 8, "B6", "100.25"),
        (5, 8, "KH", "-.5"),
    ]


def test_remarks_keep_their_code_list_and_their_line() -> None:
    reading = remittance("LQ*HE*N1", LINE, "LQ*HE*M15", "LQ*RX*75", "LQ**N2")
    assert rows(reading, "remittance_remarks") == [
        (5, None, "HE", "N1"),
        (5, 7, "HE", "M15"),
        (5, 7, "RX", "75"),
        (5, 7, None, "N2"),
    ]


def test_remarks_of_a_claim_stand_at_five_places_of_moa_and_of_mia() -> None:
    moa = "MOA*" + "*".join(f"{n}" for n in range(1, 10))
    mia = "MIA*" + "*".join(f"{n}" for n in range(1, 26))
    reading = remittance(moa, mia)
    assert rows(reading, "remittance_outpatient") == [(5, "3", "4", "5", "6", "7")]
    assert rows(reading, "remittance_inpatient") == [(5, "5", "20", "21", "22", "23")]


@pytest.mark.parametrize(
    ("segment", "made"),
    [
        ("STC*A1:20", [("A1", "20", None), (None,) * 3, (None,) * 3]),
        ("STC*A3:21:IL", [("A3", "21", "IL"), (None,) * 3, (None,) * 3]),
        ("STC*A3:21:IL:RX", [("A3", "21", "IL"), (None,) * 3, (None,) * 3]),
        ("STC*A3:21:82*******X**A7:33:85", [("A3", "21", "82"), ("A7", "33", "85"), (None,) * 3]),
        ("STC*A3*********A7*A8::PR", [("A3", None, None), ("A7", None, None), ("A8", None, "PR")]),
        ("STC**********A6:1*A7:2*NEVER", [(None,) * 3, ("A6", "1", None), ("A7", "2", None)]),
    ],
)
def test_a_status_has_up_to_three_composites(segment: str, made: list[tuple[Any, ...]]) -> None:
    reading = status(segment)
    names = [
        tuple(f"{part}{end}" for part in ("category_code", "status_code", "entity_code"))
        for end in ("", "_2", "_3")
    ]
    assert [groups(reading, "status_events", *three) for three in names] == [[one] for one in made]
    assert "NEVER" not in str(reading.tables["status_events"].to_pylist())


def checked_columns() -> Iterator[Any]:
    for set_code, text in TEXTS.items():
        for name, table in LAYOUTS[set_code].tables.items():
            for column, source in table.columns.items():
                if source.kind in CHECKED:
                    yield pytest.param(text, name, table, column, source, id=f"{name}.{column}")


@pytest.mark.parametrize(("text", "name", "table", "column", "source"), checked_columns())
def test_a_bad_value_is_a_finding_its_column_is_null_and_its_row_stays(
    text: str, name: str, table: Table, column: str, source: Column
) -> None:
    lines = [line.split("*") for line in text.split("\n")]
    row = next(
        at
        for at, parts in enumerate(lines)
        if parts[0] in table.segments and (not table.only or parts[1] in table.only)
    )
    element = source.element + (table.repeat.before if table.repeat and source.repeats else 0)
    lines[row] += [""] * (element + 1 - len(lines[row]))
    lines[row][element] = "x"
    plain = read([("file", interchange(text))])
    spoiled = read([("file", interchange("\n".join("*".join(parts) for parts in lines)))])
    assert spoiled.tables[name].num_rows == plain.tables[name].num_rows
    (kept,) = [
        made
        for made in spoiled.tables[name].to_pylist()
        if made["segment_number"] == row + 3 and made.get("triplet", made.get("pair", 1)) == 1
    ]
    assert kept[column] is None
    code = {Kind.MONEY: "bad_money", Kind.DATE: "bad_date", Kind.INTEGER: "bad_number"}
    assert {
        (found["segment_number"], found["code"], f"lement {element} " in found["problem"])
        for found in spoiled.findings.to_pylist()
    } == {(row + 3, code[source.kind], True)}
