"""What a reader is held to, and how."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.drivers.found import Found, cents, found_in, text
from benchmarks.peers import ours, score
from benchmarks.truth import Truth, segments, sums_of, truths

HEAD = (
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*PRACTICE       *260105*0630*^*00501"
    "*000000001*0*P*:~GS*HP*PAYER*PRACTICE*20260105*0630*1*X*005010X221A1~"
)
CLAIMS = (
    "ST*835*0001~BPR*I*50*C~CLP*A1*1*100*30.5*0*12*P1~CAS*CO*45*19.5*1*16*20~MOA***MA01*N5~"
    "SVC*HC:90837*60*0~CAS*PR*3*30~LQ*HE*M76~CLP*A2*1*40*19.5~SE*9*0001~"
)
OTHER = "ST*837*0002~CLP*A3*1*7*7~CAS*CO*45*7~LQ*HE*N1~SE*5*0002~"
TAIL = "GE*1*1~IEA*1*000000001~"
FILE = (HEAD + CLAIMS + OTHER + TAIL).encode()
ROW = {
    "path": "a.835",
    "transaction": "835",
    "CLP": "2",
    "CLP03_c": "14000",
    "CLP04_c": "5000",
    "CAS_total_c": "6950",
    "CAS_triplets": "3",
    "LQ": "1",
    "MIA_MOA_remarks": "2",
}


def folder_of(tmp_path: Path, **changed: str) -> Path:
    (tmp_path / "a.835").write_bytes(FILE)
    row = ROW | changed
    rows = ["\t".join(row), "\t".join(row.values()), "\t".join(["b.999", "999", *[""] * 7])]
    (tmp_path / "expected.tsv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def test_only_835s_are_asked_for_with_sums_of_the_table(tmp_path: Path) -> None:
    (truth,) = truths(folder_of(tmp_path))

    assert truth.path == "a.835"
    assert truth.sums == {"claims": "2", "charge": "14000", "paid": "5000", "adjusted": "6950"}
    assert truth.carc_codes == Counter({("CO", "45"): 1, ("CO", "16"): 1, ("PR", "3"): 1})
    assert truth.rarc_codes == Counter(["MA01", "N5", "M76"])


@pytest.mark.parametrize(
    ("column", "value", "is_carc_known", "is_rarc_known"),
    [
        ("CAS_triplets", "4", False, True),
        ("LQ", "2", True, False),
        ("CLP04_c", "5001", False, False),
    ],
)
def test_codes_are_unknown_where_the_table_disagrees(
    tmp_path: Path, column: str, value: str, is_carc_known: bool, is_rarc_known: bool
) -> None:
    (truth,) = truths(folder_of(tmp_path, **{column: value}))

    assert (truth.carc_codes is not None) is is_carc_known
    assert (truth.rarc_codes is not None) is is_rarc_known


@pytest.mark.parametrize("data", [FILE, b"\xef\xbb\xbf" + FILE.replace(b"~", b"~\r\n"), FILE[107:]])
def test_the_plain_split_takes_any_usual_framing(data: bytes) -> None:
    found = found_in(segments(data))

    assert sums_of(found.as_json())["adjusted"] == "6950"


def test_the_plain_split_takes_its_delimiters_from_the_header() -> None:
    data = FILE.translate(bytes.maketrans(b"*:~", b"|>'"))

    assert segments(data) == [
        [element.replace(":", ">") for element in segment] for segment in segments(FILE)
    ]


def test_what_is_no_x12_has_no_segments() -> None:
    assert segments(b"Dear payer,\n") == []


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        *[(0.1 + 0.2, "30.000000000000004"), (19.99, "1999"), ("-12.5", "-1250"), ("", "0")],
        *[(None, "0"), ("abc", "0"), ("nan", "0"), ("0.001", "0.1")],
    ],
)
def test_amounts_become_cents(amount: object, expected: str) -> None:
    assert text(cents(amount)) == expected


def test_an_adjustment_needs_a_reason_and_an_amount() -> None:
    found = Found()
    found.adjust("CO", "45", 0.0)
    found.adjust("CO", "", "5")
    found.adjust("CO", "45", "")
    found.adjust("CO", "45", None)

    assert len(found.adjustments) == 1


def test_ours_says_what_the_file_says(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)

    right = score("ours", ours([folder / "a.835"]), truths(folder)).right

    assert set(right.values()) == {1}


SAID = found_in(segments(FILE)).as_json()
TRUE = Truth("a.835", sums_of(SAID), Counter({("CO", "45"): 1, ("CO", "16"): 1, ("PR", "3"): 1}))


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"claims": 3}, {"claims"}),
        ({"charge": "14001"}, {"charge"}),
        ({"paid": "5000.1"}, {"paid"}),
        ({"adjustments": SAID["adjustments"][:2]}, {"adjusted", "CARC"}),
        ({"adjustments": [["OA", *one[1:]] for one in SAID["adjustments"]]}, {"CARC"}),
        ({"remarks": ["MA01", "N5"]}, {"RARC"}),
        ({"remarks": ["M76", "MA01", "N5"]}, set()),
    ],
)
def test_a_reader_is_right_only_where_it_is_exactly_right(
    changed: dict[str, Any], wrong: set[str]
) -> None:
    true = Truth("a.835", TRUE.sums, TRUE.carc_codes, Counter(["MA01", "N5", "M76"]))

    right = score("peer", [SAID | changed], [true]).right

    assert {name for name, count in right.items() if not count} == (
        wrong | {"all"} if wrong else set()
    )


def test_a_file_that_is_refused_counts_nowhere_and_is_told() -> None:
    made = score("peer", [{"error": "ValueError"}], [TRUE])

    assert set(made.right.values()) == {0}
    assert made.errors == ("ValueError",)
