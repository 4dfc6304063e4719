"""A list is known by its headings, however they are written; what is missing or odd is told."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.exports.columns import TABLE
from pipeline.exports.profile_reading import read_profile
from pipeline.exports.reading import ExportReading, read_exports
from pipeline.exports.recognition import Recogniser
from pipeline.exports.shipped import shipped_profiles, with_own
from tests.exports.books import xlsx
from tests.exports.more_lists import SAMPLES

LIST = SAMPLES["simplepractice_claim_status"]
PLAIN = LIST.as_csv()
HEADINGS = ",".join(LIST.headings).encode()
OWN = """
id = "own_list"
product = "Willow's own system"
extract = "claims_ar"
evidence = "verified"
source = "our own export"
required = ["Ref", "Open"]
keys = ["claim_number"]
dropped = ["Who"]
[columns]
claim_number = "Ref"
insurance_balance_usd = { heading = "Open", sign = "negated" }
service_on = "Day"
"""


def read(content: bytes, *own: str) -> ExportReading:
    profiles = tuple(read_profile("own.toml", text, is_own=True) for text in own)
    return read_exports([("file", content)], with_own(profiles))


def rows(reading: ExportReading) -> list[dict[str, Any]]:
    return reading.tables[TABLE].to_pylist()


def told(reading: ExportReading) -> list[tuple[str, str]]:
    return [(row["code"], row["problem"]) for row in reading.findings.to_pylist()]


WRITINGS = {
    "capitals": HEADINGS.upper(),
    "blanks around": HEADINGS.replace(b",", b" , "),
    "no blanks": HEADINGS.replace(b" ", b""),
    "underlines": HEADINGS.replace(b" ", b"_").lower(),
    "points": HEADINGS.replace(b"Payer Claim", b"Payer-Claim."),
    "quotes": b'"' + HEADINGS.replace(b",", b'","') + b'"',
    "a line break": HEADINGS.replace(b"Date Submitted", b'"Date\nSubmitted"'),
    "a mark of byte order": b"\xef\xbb\xbf" + HEADINGS,
    "an alias": HEADINGS.replace(b"Payer Claim", b"Payer Claim #"),
}


@pytest.mark.parametrize("name", WRITINGS)
def test_a_heading_is_known_in_any_writing(name: str) -> None:
    reading = read(PLAIN.replace(HEADINGS, WRITINGS[name]))
    assert [row["payer_claim_number"] for row in rows(reading)] == ["PC9001", None, "PC9003", None]
    assert told(reading) == []


def test_columns_may_stand_in_any_order() -> None:
    lines = [list(reversed(line)) for line in LIST.lines()]
    text = "\n".join(",".join(line) for line in lines)
    assert rows(read(text.encode()))[0]["clearinghouse_reference"] == "CH1001"


def test_a_renamed_column_is_told_twice_and_the_rest_is_read() -> None:
    reading = read(PLAIN.replace(b",Payer,", b",Insurance Company,"))
    assert told(reading) == [
        ("missing_column", "No heading of column payer_name was found; it is empty in every row."),
        (
            "unknown_column",
            "Column D has a heading that the profile does not know; it was not read.",
        ),
    ]
    assert [row["payer_name"] for row in rows(reading)] == [None] * 4
    assert rows(reading)[0]["status"] == "paid"


def test_a_list_without_a_required_heading_is_set_aside_whole_and_told() -> None:
    reading = read(PLAIN.replace(b"Payer Claim", b"Number"))
    assert rows(reading) == []
    assert told(reading) == [
        (
            "unrecognised_list",
            "The headings are those of no list that is known; rows that were set aside: 5.",
        )
    ]
    assert reading.quarantine.to_pylist() == [
        {
            "file_id": "file", "byte_offset": 0, "byte_count": len(PLAIN) - 5, "first_segment": 1,
            "code": "unrecognised_list",
        }
    ]  # fmt: skip
    (counted,) = reading.segment_counts.to_pylist()
    assert (counted["segment_id"], counted["quarantined_count"]) == ("ROW", 5)
    (file,) = reading.files.to_pylist()
    assert (file["format"], file["feed"], file["segment_count"]) == ("csv", "unknown", 5)


def test_which_list_comes_nearest_is_known() -> None:
    recogniser = Recogniser(shipped_profiles())
    near = recogniser.nearest([("Date Submitted", "Status", "Clearinghouse Reference", "X")])
    assert near is not None
    assert (near[0].profile_id, near[1]) == ("simplepractice_claim_status", ("Payer Claim",))
    assert recogniser.nearest([("What", "Ever")]) is None


def test_headings_stand_behind_a_title_but_not_anywhere() -> None:
    title = b"Claims,\n,\nfrom,to\n"
    assert len(rows(read(title + PLAIN))) == 4
    assert rows(read(b"x,y\n" * 50 + PLAIN)) == []


def test_the_profile_that_knows_most_headings_is_taken() -> None:
    narrow = OWN.replace('"Ref"', '"Clearinghouse Reference"').replace('"Open"', '"Status"')
    reading = read(PLAIN, narrow.replace('sign = "negated"', "nth = 1"))
    assert reading.files["format"].to_pylist() == ["csv:simplepractice_claim_status"]


def test_of_two_that_know_as_many_the_practice_s_own_is_taken() -> None:
    twin = "\n".join(
        line.replace("simplepractice_claim_status", "own_claims")
        for line in _text_of("simplepractice_claim_status").splitlines()
    )
    reading = read(PLAIN, twin)
    assert reading.files["format"].to_pylist() == ["csv:own_claims"]


def test_a_practice_s_own_takes_the_place_of_ours_of_the_same_id() -> None:
    changed = _text_of("simplepractice_claim_status").replace(
        '"Paid" = "paid"', '"Paid" = "closed"'
    )
    assert rows(read(PLAIN, changed))[0]["status"] == "closed"


def test_a_product_of_its_own_is_read_with_ten_lines() -> None:
    reading = read(b"Ref;Open;Day;Who\nX1;-12.50;1/5/2026;Mina Adler\n", OWN)
    (row,) = rows(reading)
    assert (row["claim_number"], str(row["insurance_balance_usd"])) == ("X1", "12.50")
    assert "Mina" not in str(row)
    assert reading.files["format"].to_pylist() == ["csv:own_list"]


def test_sheets_that_are_no_list_are_told_and_the_list_is_read() -> None:
    lines = [list(line) for line in LIST.lines()]
    reading = read(xlsx([["Legend", "CH"], ["a", "b"]], lines, [], lines, hidden=[4]))
    assert [(row["sheet_number"], row["row_number"]) for row in rows(reading)] == [
        (2, 2), (2, 3), (2, 4), (2, 5), (4, 2), (4, 3), (4, 4), (4, 5),
    ]  # fmt: skip
    assert told(reading) == [
        (
            "other_sheet",
            "Sheet 1 is no list that is known; rows of it that were set aside: 2.",
        ),
        ("hidden_sheet", "Sheet 4 is hidden; it was read like the others."),
    ]
    assert reading.files["feed"].to_pylist() == ["practice_export"]


def test_a_place_in_another_sheet_names_the_sheet() -> None:
    lines = [list(line) for line in LIST.lines()]
    lines[1][0] = "soon"
    reading = read(xlsx([["x", "y"]], lines))
    assert ("unreadable_date", _no_day("A2 of sheet 2")) in told(reading)


def _no_day(place: str) -> str:
    return (
        f"Cell {place}, column submitted_on, holds no day from March 1900 to 2099 and counts as "
        "empty."
    )


def _text_of(profile_id: str) -> str:
    from importlib.resources import files

    return (files("pipeline.exports") / "profiles" / f"{profile_id}.toml").read_text("utf-8")
