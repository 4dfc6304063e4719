"""What is taken for a list: every workbook and text of rows, never X12, never junk."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from pipeline.exports.sheets import HEAD_BYTES, looks_like_sheet
from pipeline.x12.framing import frame
from tests.exports.books import xlsx
from tests.exports.disks import ole
from tests.x12 import test_finding_codes, test_world
from tests.x12.texts import CLAIMS, REMITTANCE, Marks, interchange

LIST = "Date,Client,Billed\n1/5/2026,Mina Adler,150.00\n"
WORKBOOK = xlsx([["Date", "Client"], ["1/5/2026", "Mina Adler"]])
PICTURE = Path(__file__).resolve().parents[2] / "docs" / "packet-page-1.png"


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


LISTS = {
    "commas": LIST.encode(),
    "semicolons": LIST.replace(",", ";").encode(),
    "tabs": LIST.replace(",", "\t").encode(),
    "bars": LIST.replace(",", "|").encode(),
    "a mark of byte order": b"\xef\xbb\xbf" + LIST.encode(),
    "two bytes a letter": LIST.encode("utf-16"),
    "two bytes a letter, big first": b"\xfe\xff" + LIST.encode("utf-16-be"),
    "two bytes a letter without a mark": LIST.encode("utf-16-le"),
    "two bytes a letter with curled marks": LIST.replace("Adler", "O\u2019Adler").encode("utf-16"),
    "a heading that begins like an interchange": b"ISA Plan,Client,Billed\nx,y,1\n",
    "headings in brackets": b"[Date],[Client],[Billed]\n1/5/2026,Mina,1\n",
    "Windows-1252": LIST.replace("Adler", "Müller").encode("cp1252"),
    "headings alone": b"Date,Client,Billed\n",
    "a title and a blank line": b"Unpaid insurance\n\n" + LIST.encode(),
    "NUL bytes at the end": LIST.encode() + bytes(600),
    "a street that looks like a set": LIST.encode() + b"12 MAIN ST,835,0001\nPAT,1,2\n",
    "a card that looks like an interchange": LIST.encode() + b"1/6/2026,VISA,20.00\n",
    "a workbook": WORKBOOK,
    "a workbook cut in half": WORKBOOK[: len(WORKBOOK) // 2],
    "an encrypted workbook": ole({"EncryptedPackage": b""}),
}
OTHERS = {
    "nothing": b"",
    "blanks": b" \r\n",
    "a remittance": interchange(REMITTANCE),
    "a remittance behind a letter": b"Dear biller, hello, bye,\n" * 3 + interchange(REMITTANCE),
    "a remittance of commas": interchange(REMITTANCE, marks=Marks(element=",")),
    "a set of bars": Marks(element="|").write(REMITTANCE).encode(),
    "sets of commas behind a letter": b"Hello,\n\n" + Marks(element=",").write(CLAIMS).encode(),
    "a remittance in two bytes a letter": interchange(REMITTANCE).decode().encode("utf-16"),
    "a remittance of bars in two bytes": interchange(REMITTANCE, marks=Marks(element="|"))
    .decode()
    .encode("utf-16"),
    "half a header": b"ISA,00,\nISA,00,\n",
    "a PDF": b"%PDF-1.7\n1,2,3\n1,2,3\n",
    "a page": b"<html>\n<td>1,2,3</td>\n<td>1,2,3</td>\n</html>",
    "a list of a program": b'[\n{"a": 1, "b": 2},\n{"a": 1, "b": 2}]',
    "a program's data": b'{"a": 1,\n"b": 2,\n"c": 3}',
    "a line": b"Dear all, please find attached nothing.",
    "a letter": b"Dear Mina,\nplease find the list attached.\nYours\nCal\n",
    "a packed list": gzip.compress(LIST.encode() * 50),
    "a folder": zipped(**{"list.csv": LIST.encode()}),
    "a text document": zipped(**{"word/document.xml": b"<x/>"}),
    "a picture": PICTURE.read_bytes(),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_one(name: str) -> None:
    assert looks_like_sheet(LISTS[name])


@pytest.mark.parametrize("name", OTHERS)
def test_anything_else_stays_with_the_x12_reader(name: str) -> None:
    assert not looks_like_sheet(OTHERS[name])


def test_no_text_of_the_x12_reader_s_own_tests_is_taken() -> None:
    texts = [data for data, *_ in test_world.ODD.values()]
    texts += test_finding_codes.MADE_BY.values()
    assert len(texts) > 30
    assert not [data[:40] for data in texts if looks_like_sheet(data)]


def test_no_file_of_the_world_that_the_x12_reader_reads_is_taken(samples: Path) -> None:
    files = [path for path in sorted(samples.rglob("*")) if path.is_file()]
    read = [path for path in files if any(s.delimiters for s in frame(path.read_bytes()))]
    assert len(read) > 150
    assert not [path.name for path in read if looks_like_sheet(path.read_bytes())]


def test_the_head_of_a_large_list_tells() -> None:
    assert looks_like_sheet((LIST * 9000).encode()[:HEAD_BYTES])
    rows = [[f"INVENTED PAYER {n}", n] for n in range(9000)]
    assert looks_like_sheet(xlsx(rows)[:HEAD_BYTES])
