"""Downloaded NCCI lists: which files are known, what is kept of them, and what is set aside."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline.edits.ncci.keeping import Added, Key, add_list, kept_lists
from pipeline.edits.ncci.layouts import LAYOUTS
from pipeline.edits.ncci.reading import UnknownListError
from tests.edits.ncci_lists import (
    ADD_ONS_HEAD,
    COPYRIGHT,
    PAIRS_HEAD,
    SPLIT_PAIRS_HEAD,
    UNITS_HEAD,
    as_workbook,
    pair,
)

PAIR = pair("90832", "90837", "1")
KEPT_PAIR = {
    "column_1_code": "90832",
    "column_2_code": "90837",
    "effective_on": dt.date(2013, 1, 1),
    "deleted_on": None,
    "modifier_indicator": "1",
}


def added(
    folder: Path, text: str, name: str = "ccipra-v323r0-f1.txt", quarter: str = "2026Q4"
) -> Added:
    path = folder / name
    path.write_bytes(text.encode("latin-1"))
    return add_list(folder / "ncci", path, "medicare", quarter)


def rows(one: Added) -> list[dict[str, Any]]:
    return pq.read_table(one.kept.path).to_pylist()


@pytest.mark.parametrize("head", [PAIRS_HEAD, SPLIT_PAIRS_HEAD])
def test_pairs_under_a_head_of_one_line_or_several(tmp_path: Path, head: str) -> None:
    assert rows(added(tmp_path, head + PAIR)) == [KEPT_PAIR]


def test_a_workbook_that_took_codes_for_numbers(tmp_path: Path) -> None:
    path = as_workbook(tmp_path / "ptp.xlsx", SPLIT_PAIRS_HEAD + pair("00104", "90837", "1"))
    one = add_list(tmp_path / "ncci", path, "medicaid", "2026Q4")
    assert rows(one) == [KEPT_PAIR | {"column_1_code": "00104"}]
    assert one.kept.key == Key("pairs", "medicaid", "2026Q4", "practitioner")


def test_units_with_and_without_an_indicator(tmp_path: Path) -> None:
    line = "90837\t2\t2 Date of Service Edit: Policy\tCode Descriptor\n"
    assert rows(added(tmp_path, UNITS_HEAD + line)) == [
        {"procedure_code": "90837", "most_units": 2, "adjudication_indicator": "2"}
    ]
    medicaid = "HCPCS/CPT Code\tOutpatient Hospital Services MUE Values\tMUE Rationale\n"
    one = added(tmp_path, f"{medicaid}90837\t0\tClinical: Data\n")
    assert one.kept.key.service == "outpatient"
    assert rows(one)[0] == {
        "procedure_code": "90837",
        "most_units": 0,
        "adjudication_indicator": "1",
    }


def test_add_ons_with_the_day_of_the_year(tmp_path: Path) -> None:
    text = "90833\t\t99213\t\t2013001\t2026365\t1\tnote\n90840\t\tCCCCC\t\t2013001\t0\t2\tnote\n"
    assert [tuple(row.values()) for row in rows(added(tmp_path, ADD_ONS_HEAD + text))] == [
        ("90833", "99213", "1", dt.date(2013, 1, 1), dt.date(2026, 12, 31)),
        ("90840", None, "2", dt.date(2013, 1, 1), None),
    ]


def test_no_word_of_a_file_is_kept(tmp_path: Path) -> None:
    one = added(tmp_path, PAIRS_HEAD + PAIR * 20 + "not a row of codes\tat all\n")
    kept = b"".join(path.read_bytes() for path in one.kept.path.parent.iterdir())
    for word in (b"copyright", b"extensive", b"Misuse", b"at all", b"Rationale"):
        assert word not in kept


def test_bad_rows_are_set_aside_with_their_number(tmp_path: Path) -> None:
    bad = pair("9083", "90837", "2") + pair("90832", "TOTAL", "1")
    bad += pair("90832", "90837", "1", "2013 *") + pair("90832", "90837", "1", "20130101 20121231")
    one = added(tmp_path, SPLIT_PAIRS_HEAD + PAIR * 60 + bad + "90832\t90837\n")
    assert (one.kept.row_count, one.set_aside_count) == (60, 5)
    assert one.set_aside_file
    assert one.set_aside_file.read_text().splitlines() == [
        "row_number,problem",
        '68,"its modifier indicator is none of 0, 1 and 9"',
        "69,one of its two codes is no code",
        "70,its effective date is no day",
        "71,it ends before it begins",
        "72,it has fewer cells than the head",
    ]


@pytest.mark.parametrize(("bad", "is_refused"), [(2, False), (3, True)])
def test_a_file_of_which_much_is_set_aside_is_refused(
    tmp_path: Path, bad: int, is_refused: bool
) -> None:
    text = PAIRS_HEAD + PAIR * 18 + "90832\t90837\t\tsoon\t*\t1\tx\n" * bad
    if not is_refused:
        assert added(tmp_path, text).set_aside_count == bad
        return
    with pytest.raises(UnknownListError, match="say no entry"):
        added(tmp_path, text)
    assert kept_lists(tmp_path / "ncci") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "empty.txt"),
        ("name,amount\nx,1\n", "own.csv"),
        (COPYRIGHT + PAIR, "no-head.txt"),
        (PAIRS_HEAD, "no-row.txt"),
        ("PK\x03\x04 and so on", "download.zip"),
        (PAIRS_HEAD + PAIR, "ccioph-v323r0-f1.txt"),
        (UNITS_HEAD.replace("Practitioner", "DME Supplier") + "A4216\t2\t3 x\ty\n", "mue.txt"),
    ],
)
def test_a_file_that_is_none_of_them_is_refused_with_a_remedy(
    tmp_path: Path, text: str, name: str
) -> None:
    with pytest.raises(UnknownListError) as refused:
        added(tmp_path, text, name)
    (problem,) = refused.value.problems
    assert problem.why
    assert problem.remedy
    assert refused.value.exit_code == 2
    assert not (tmp_path / "ncci").exists()


def test_parts_stand_beside_each_other_and_an_edition_takes_the_older_one_s_place(
    tmp_path: Path,
) -> None:
    first = PAIRS_HEAD + pair("90832", "90837", "1") + pair("90833", "90837", "1")
    added(tmp_path, first)
    again = added(tmp_path, first)
    other = added(tmp_path, PAIRS_HEAD + pair("99213", "90837", "1"), "ccipra-v323r0-f2.txt")
    assert (again.replaced_count, other.replaced_count) == (0, 0)
    assert len(kept_lists(tmp_path / "ncci")) == 2
    newer = added(tmp_path, first.replace("90833", "90834").replace("*\t1", "*\t0"))
    assert newer.replaced_count == 0
    newest = added(tmp_path, first.replace("*\t1", "*\t0"))
    assert newest.replaced_count == 1
    assert added(tmp_path, first, quarter="2027Q1").replaced_count == 0


@pytest.mark.parametrize(
    ("quarter", "days"),
    [
        ("2026Q4", (dt.date(2026, 10, 1), dt.date(2027, 1, 1))),
        ("2027Q1", (dt.date(2027, 1, 1), dt.date(2027, 4, 1))),
    ],
)
def test_a_quarter_is_three_months(quarter: str, days: tuple[dt.date, dt.date]) -> None:
    key = Key("pairs", "medicare", quarter, "practitioner")
    assert (key.from_on, key.before_on) == days


def test_every_layout_keeps_codes_values_and_days_only() -> None:
    kinds = {kind for layout in LAYOUTS.values() for kind in layout.columns.values()}
    assert kinds == {"varchar", "integer", "date"}
