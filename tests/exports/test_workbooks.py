"""Workbooks of every format give their rows; what must not be opened is told and left unopened."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

from pipeline.exports import opening, sheets, zip_guard
from pipeline.exports.extents import is_bearable
from pipeline.exports.findings import Noted
from pipeline.exports.sheets import looks_like_sheet, read_workbook
from tests.exports.books import part, repacked, xlsx
from tests.exports.disks import ole, record

DAY = dt.date(2026, 1, 5)
LIST = [["Date", "Payer", "Billed"], [DAY, "NORTHWIND", 150.5], [DAY, None, 20]]
PLAIN = xlsx(LIST)
SHEET = "xl/worksheets/sheet1.xml"


def told(content: bytes) -> list[str]:
    return [noted.code for noted in read_workbook(content).notes]


def test_a_row_stands_where_a_person_sees_it() -> None:
    book = read_workbook(xlsx(LIST, [["hidden"]], hidden=[2], first_row=2))
    first, second = book.sheets
    assert first.rows == (
        (None, None, None),
        (None, None, None),
        ("Date", "Payer", "Billed"),
        (DAY, "NORTHWIND", 150.5),
        (DAY, None, 20),
    )
    assert (first.is_hidden, second.is_hidden) == (False, True)
    assert (book.format, book.notes) == ("xlsx", ())


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_and_open_workbooks_give_the_same_rows(kind: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice is not installed; it writes XLS and ODS for this test")
    (tmp_path / "list.xlsx").write_bytes(PLAIN)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [office, home, "--headless", "--convert-to", kind, "--outdir", tmp_path]
    subprocess.run([*command, tmp_path / "list.xlsx"], check=True, capture_output=True)
    content = (tmp_path / f"list.{kind}").read_bytes()
    assert looks_like_sheet(content)
    book = read_workbook(content)
    assert (book.format, book.notes) == (kind, ())
    assert book.sheets[0].rows == tuple(map(tuple, LIST))


def test_a_password_is_told() -> None:
    assert told(ole({"EncryptionInfo": b"", "EncryptedPackage": b"secret"})) == [
        "encrypted_workbook"
    ]
    old = record(0x809, b"\0\6\5\0") + record(0x2F, bytes(6))
    assert told(ole({"Workbook": old})) == ["encrypted_workbook"]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
def test_a_cut_workbook_is_told(share: float) -> None:
    content = PLAIN[: int(len(PLAIN) * share)]
    assert told(content) == ["broken_workbook"]
    assert read_workbook(content).sheets == ()


def test_what_an_old_disk_holds_besides_workbooks_is_told() -> None:
    assert told(ole({"WordDocument": b"x"})) == ["broken_workbook"]
    assert told(bytes.fromhex("d0cf11e0a1b11ae1") + b"cut") == ["broken_workbook"]


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_sheets", lambda _: pytest.fail("opened"))
    bomb = repacked(PLAIN, {"xl/media/a.bin": bytes(zip_guard.MOST_INFLATED)})
    assert len(bomb) < 1 << 20
    assert told(bomb) == ["inflated_workbook"]


def test_a_bomb_that_lies_of_its_size_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "MOST_INFLATED", 1 << 20)
    bomb = repacked(PLAIN, {"xl/a.xml": b" " * (1 << 21)})
    lie = bomb.replace(struct.pack("<I", 1 << 21), struct.pack("<I", 9))
    with zipfile.ZipFile(io.BytesIO(lie)) as archive:
        assert archive.getinfo("xl/a.xml").file_size == 9
    assert told(lie) == ["inflated_workbook"]


def far(cell: bytes) -> bytes:
    return part(PLAIN, SHEET).replace(b'r="A2"', b'r="' + cell + b'"')


@pytest.mark.parametrize("row", [b'<row r="1048576" ht="12.8"/>', b'<row r="1048576">\n</row>'])
def test_the_empty_last_row_that_libreoffice_writes_is_no_row(row: bytes) -> None:
    content = xlsx([["Claim", "Paid"], ["A1", 3]])
    sheet = part(content, SHEET).replace(b"</sheetData>", row + b"</sheetData>")
    read = read_workbook(repacked(content, {SHEET: sheet}))
    assert read.notes == ()
    assert read.sheets[0].rows == (("Claim", "Paid"), ("A1", 3))


@pytest.mark.parametrize("cell", [b"A1048577", b"ALM2", b"XFD1048576", b"ZZ99999", b"DR99999"])
def test_a_cell_in_a_far_corner_is_not_opened(cell: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_sheets", lambda _: pytest.fail("opened"))
    (noted,) = read_workbook(repacked(PLAIN, {SHEET: far(cell)})).notes
    assert noted.code == "oversized_sheet"
    assert noted.sentence == (
        "Sheet 1 spans more than 1048576 rows, 1000 columns or 12000000 cells; "
        "the file was set aside."
    )


@pytest.mark.parametrize("cell", [b"A2", b"ALL2", b"Z99999", b"B400000"])
def test_a_cell_within_the_bounds_is_read(cell: bytes) -> None:
    assert is_bearable(SHEET, far(cell))


CELL = b"<table:table-cell office:value='1'>"
REPEATED = b'<table:table-cell table:number-columns-repeated="%d"%s>'
SHEETS = {
    "empty to the end": (b"<table:table-row>" + CELL + REPEATED % (16383, b"/"), True),
    "filled to the end": (b"<table:table-row>" + REPEATED % (16383, b""), False),
    "filled behind empty ones": (b"<table:table-row>" + REPEATED % (9999, b"/") + CELL, False),
    "rows without a cell": (
        b'<table:table-row>%s<table:table-row table:number-rows-repeated="1048570">%s'
        % (CELL, REPEATED % (9999, b"/")),
        True,
    ),
    "rows of one cell, again and again": (
        b'<table:table-row table:number-rows-repeated="1048577">' + CELL,
        False,
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_repetition_in_an_open_document_is_counted(name: str) -> None:
    rows, is_read = SHEETS[name]
    assert is_bearable("content.xml", b'<table:table table:name="a">' + rows) is is_read


def test_places_in_binary_sheets_are_counted() -> None:
    def sheet(row: int, column: int) -> bytes:
        header = b"\0\x04" + struct.pack("<I", row)
        return header + b"\x05\x08" + struct.pack("<II", column, 0)

    assert is_bearable("xl/worksheets/sheet1.bin", sheet(60_000, 100))
    assert not is_bearable("xl/worksheets/sheet1.bin", sheet(60_000, 1000))


@pytest.mark.parametrize(
    ("kind", "payload", "code"),
    [
        (0x203, struct.pack("<HHHd", 65535, 999, 0, 1.0), "oversized_sheet"),
        (0x200, struct.pack("<IIHHH", 0, 2**31, 0, 256, 0), "broken_workbook"),
    ],
)
def test_places_in_old_sheets_are_counted(kind: int, payload: bytes, code: str) -> None:
    begins = record(0x809, b"\0\6\x10\0")
    book = record(0x809, b"\0\6\5\0") + begins + record(kind, payload)
    assert told(ole({"Workbook": book})) == [code]


def test_links_and_macros_are_told_and_the_rows_are_read() -> None:
    book = read_workbook(
        repacked(PLAIN, {"xl/externalLinks/externalLink1.xml": b"<x/>", "xl/vbaProject.bin": b"x"})
    )
    assert book.notes == (Noted("external_links"), Noted("macros"))
    assert book.sheets[0].rows == tuple(map(tuple, LIST))


def test_a_workbook_without_a_row_is_told() -> None:
    assert told(xlsx([])) == ["empty_workbook"]
    assert told(xlsx([], [["", "  "]])) == ["empty_workbook"]
    assert told(b",,\n , ,\n") == ["empty_workbook"]


def test_a_huge_file_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_BYTES", 10)
    assert told(PLAIN) == ["oversized_sheet"]
    assert told(b"A,B,C\n1,2,3\n") == ["oversized_sheet"]


def test_a_text_of_too_many_rows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    assert told(b"A,B\n1,2\n3,4\n") == ["oversized_sheet"]


def test_the_parser_s_own_panic_is_a_broken_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    panic = type("PanicException", (BaseException,), {})

    def stumble(content: bytes) -> None:
        raise panic

    monkeypatch.setattr(opening, "_sheets", stumble)
    assert told(PLAIN) == ["broken_workbook"]


def test_an_interrupt_goes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(content: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "_sheets", stop)
    with pytest.raises(KeyboardInterrupt):
        read_workbook(PLAIN)
