"""Texts in every encoding, delimiter and line end give the same rows; stray marks swallow none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.exports.sheets import read_workbook

ROWS = (
    ("Date", "Client", "Payer", "Billed"),
    ("1/5/2026", "Mina Müller", "NORTHWIND", "150.00"),
    ("1/6/2026", "Cal Adler", None, "$1,200.00"),
)


def written(delimiter: str = ",", line_end: str = "\n") -> str:
    quoted = [
        [f'"{cell}"' if delimiter in (cell or "") else cell or "" for cell in row] for row in ROWS
    ]
    return "".join(delimiter.join(row) + line_end for row in quoted)


def read(content: bytes) -> tuple[tuple[object, ...], ...]:
    (sheet,) = read_workbook(content).sheets
    return sheet.rows


def told(content: bytes) -> list[tuple[str, int | None, tuple[int, ...]]]:
    return [(noted.code, noted.row, noted.numbers) for noted in read_workbook(content).notes]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends_change_nothing(delimiter: str, line_end: str) -> None:
    assert read(written(delimiter, line_end).encode()) == ROWS


@pytest.mark.parametrize(
    ("mark", "encoding", "findings"),
    [
        (b"", "utf-8", []),
        (b"\xef\xbb\xbf", "utf-8", []),
        (b"\xff\xfe", "utf-16-le", []),
        (b"\xfe\xff", "utf-16-be", []),
        (b"", "utf-16-le", []),
        (b"", "utf-16-be", []),
        (b"", "cp1252", [("other_encoding", None, ())]),
    ],
)
def test_encodings_change_nothing(mark: bytes, encoding: str, findings: list[object]) -> None:
    content = mark + written().encode(encoding)
    assert read(content) == ROWS
    assert told(content) == findings


def test_bytes_that_windows_1252_has_no_letter_for_are_latin_1() -> None:
    assert read(b"Date,Payer\n1/5/2026,N\x81 \xe9\n")[1] == ("1/5/2026", "N\x81 é")


def test_nul_bytes_are_taken_out_and_counted() -> None:
    content = written().encode().replace(b"NORTH", b"NOR\0\0TH") + bytes(40)
    assert read(content)[:3] == ROWS
    assert told(content) == [("nul_bytes", None, (42,))]


def test_a_row_is_counted_as_excel_counts_it() -> None:
    content = b'Title\n\nDate,Note,Billed\n1/5/2026,"two\nlines, one cell",1\n\n1/6/2026,,2\n'
    rows = read(content)
    assert rows[2] == ("Date", "Note", "Billed")
    assert rows[3] == ("1/5/2026", "two\nlines, one cell", "1")
    assert rows[5] == ("1/6/2026", None, "2")
    assert told(content) == []


STRAYS = {
    "never closed": '1/6/2026,"Cal Adler,SUMMIT,2.00',
    "closed in the next rows": '1/6/2026,"Cal Adler,SUMMIT,2.00\n1/6/2026,Ada Berg",SUMMIT,2.50',
    "in the middle of a cell": '1/6/2026,"Cal "the pal" Adler",SUMMIT,2.00',
    "in the last cell": '1/6/2026,Cal Adler,SUMMIT,"2.00',
}


@pytest.mark.parametrize("name", STRAYS)
def test_a_stray_mark_swallows_no_row(name: str) -> None:
    before = 'Date,Client,Payer,Billed\n1/5/2026,"Adler, Mina",NORTHWIND,1.00\n'
    behind = '\n1/7/2026,"Berg, Ada",NORTHWIND,3.00\n1/8/2026,Cal Adler,NORTHWIND,4.00\n'
    content = (before + STRAYS[name] + behind).encode()
    rows = read(content)
    assert rows[1] == ("1/5/2026", "Adler, Mina", "NORTHWIND", "1.00")
    assert (len(rows[2]), rows[2][0], rows[2][2]) == (4, "1/6/2026", "SUMMIT")
    assert rows[-2:] == (
        ("1/7/2026", "Berg, Ada", "NORTHWIND", "3.00"),
        ("1/8/2026", "Cal Adler", "NORTHWIND", "4.00"),
    )
    assert told(content) == [("stray_quote", 3, ())]


def test_a_doubled_mark_and_a_mark_inside_a_word_are_letters() -> None:
    content = b'A,B,C\n"say ""hi"", now",5" tape,1\n'
    assert read(content)[1] == ('say "hi", now', '5" tape', "1")
    assert told(content) == []


def test_a_cell_of_a_megabyte_is_read_and_none_is_lost() -> None:
    rows = read(b'A,B,C\n"x","' + b"y" * (1 << 20) + b'",1\nx,"y",2\n')
    assert [len(row) for row in rows] == [3, 3, 3]
    assert len(str(rows[1][1])) == 1 << 20
    assert rows[2] == ("x", "y", "2")


PLAIN_ROWS = st.lists(
    st.lists(st.text("abc 123$.-", min_size=1, max_size=6), min_size=4, max_size=4),
    min_size=3,
    max_size=12,
)


@given(rows=PLAIN_ROWS, data=st.data())
@settings(max_examples=200, deadline=None)
def test_wherever_a_stray_mark_stands_the_other_rows_are_whole(
    rows: list[list[str]], data: st.DataObject
) -> None:
    hit = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, 3))
    marked = [list(row) for row in rows]
    marked[hit][column] = '"' + marked[hit][column]
    content = "\n".join(",".join(row) for row in marked) + "\n"
    found = read(content.encode())
    assert len(found) == len(rows)
    assert [row for at, row in enumerate(found) if at != hit] == [
        tuple(row) for at, row in enumerate(rows) if at != hit
    ]
    assert found[hit] == tuple(rows[hit])
    assert told(content.encode()) == [("stray_quote", hit + 1, ())]
