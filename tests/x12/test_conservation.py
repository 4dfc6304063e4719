"""Every segment and byte of a file is loaded, ignored or quarantined, once."""

from __future__ import annotations

import re
from collections import Counter
from mmap import ACCESS_READ, mmap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.x12 import accounts
from pipeline.x12.findings import FINDINGS
from pipeline.x12.framing import frame, segment_ranges
from pipeline.x12.reading import Reading, read, read_chunks
from tests.x12.test_agreement import broken_files
from tests.x12.texts import REMITTANCE, Marks, interchange

OUTCOMES = ("loaded_count", "ignored_count", "quarantined_count")
SEGMENT_ID = re.compile(r"[A-Z][A-Z0-9]{1,2}")


def booked(reading: Reading) -> Counter[str]:
    rows = reading.segment_counts.to_pylist()
    return Counter({row["segment_id"]: sum(row[name] for name in OUTCOMES) for row in rows})


def received(data: bytes) -> Counter[str]:
    """Count segment ids the plain way."""
    names: Counter[str] = Counter()
    for stretch in frame(data):
        if stretch.delimiters is None:
            names["?"] += 1
            continue
        marks = stretch.delimiters
        for start, stop in segment_ranges(data, stretch):
            text = data[start:stop].removesuffix(marks.end).translate(None, marks.line_ends)
            name = text.split(bytes((marks.element,)))[0].decode("latin-1")
            names[name if SEGMENT_ID.fullmatch(name.rstrip(" \n\x1a")) else "?"] += 1
    return names


@settings(max_examples=30, deadline=None)
@given(broken_files())
def test_every_segment_is_booked_once_under_its_id(data: bytes) -> None:
    reading = read([("file", data)])
    books = booked(reading)
    assert books.total() == reading.files["segment_count"].to_pylist()[0]
    wanted = received(data)
    assert {name: n for name, n in books.items() if name != "?"} == {
        name: n for name, n in wanted.items() if name != "?" and SEGMENT_ID.fullmatch(name)
    }


@settings(max_examples=30, deadline=None)
@given(broken_files())
def test_what_is_set_aside_lies_in_the_file_and_never_twice(data: bytes) -> None:
    rows = read([("file", data)]).quarantine.to_pylist()
    end = 0
    for row in rows:
        assert row["byte_offset"] >= end
        assert row["byte_count"] > 0
        end = row["byte_offset"] + row["byte_count"]
    assert end <= len(data)


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_of_any_kind_raise_nothing(data: bytes) -> None:
    assert read([("file", data)]).files.num_rows == 1


@settings(max_examples=30, deadline=None)
@given(broken_files())
def test_a_finding_has_a_known_code_and_holds_no_content(data: bytes) -> None:
    for row in read([("file", data)]).findings.to_pylist():
        rule = FINDINGS[row["code"]]
        shape = re.escape(rule.problem).replace(r"\{0\}", "[0-9]+").replace(r"\{1\}", "[0-9]+")
        assert re.fullmatch(shape, row["problem"])
        assert (row["severity"], row["remedy"]) == (rule.severity, rule.remedy)
        assert 0 <= row["byte_offset"] <= len(data)


def test_a_reader_that_loses_a_segment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = accounts.book

    def careless(books, chunk, loaded):
        honest(books, chunk, loaded)
        books[0].counts["CAS", 0] -= 1

    monkeypatch.setattr("pipeline.x12.reading.book", careless)
    with pytest.raises(accounts.ConservationError):
        read([("file", interchange(REMITTANCE))])


def test_a_framer_that_loses_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.x12.reading.stretches", lambda data: frame(data)[1:])
    with pytest.raises(accounts.ConservationError):
        read([("file", interchange(REMITTANCE) + interchange(REMITTANCE, number=2))])


def test_findings_of_one_kind_stop_at_a_hundred_and_say_how_many_more() -> None:
    text = REMITTANCE.replace("AMT*B6*100", "\n".join(["AMT*B6*x"] * 150))
    found = read([("file", interchange(text))]).findings.to_pylist()
    assert sum(row["code"] == "bad_money" for row in found) == 100
    (more,) = [row for row in found if row["code"] == "more_findings"]
    assert more["problem"].startswith("50 more findings")


def test_files_keep_their_own_books_in_one_call() -> None:
    good, bad = interchange(REMITTANCE), b"no x12"
    reading = read([("a", good), ("b", bad), ("c", b""), ("d", good[:-60]), ("e", good)])
    counts = {row["file_id"]: row["segment_count"] for row in reading.files.to_pylist()}
    assert (counts["a"], counts["b"], counts["c"], counts["e"]) == (31, 1, 0, 31)
    assert set(reading.findings["file_id"].to_pylist()) == {"b", "c", "d"}
    assert reading.tables["remittance_claims"]["file_id"].to_pylist() == list("aaddee")


def test_a_huge_set_comes_in_parts_and_its_books_with_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.x12.reading._CHUNK_BYTES", 1 << 15)
    monkeypatch.setattr("pipeline.x12.reading._FULL_BYTES", 1 << 14)
    lines = REMITTANCE.split("\n")
    text = "\n".join([*lines[:8], *lines[8:23] * 500, "SE*7509*0001"])
    parts = list(read_chunks([("file", interchange(text))], flush_bytes=1 << 15))
    assert len(parts) > 2
    assert [part.files.num_rows for part in parts[:-1]] == [0] * (len(parts) - 1)
    assert parts[-1].findings.num_rows == 0
    assert sum(part.tables["remittance_claims"].num_rows for part in parts) == 500
    services = [row for part in parts for row in part.tables["remittance_services"].to_pylist()]
    assert {row["segment_number"] - row["claim_segment"] for row in services} == {6, 13}


def test_memory_does_not_grow_with_the_file_that_is_read_in_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.x12.reading._CHUNK_BYTES", 1 << 15)
    monkeypatch.setattr("pipeline.x12.reading._FULL_BYTES", 1 << 14)
    lines = REMITTANCE.split("\n")
    text = "\n".join([*lines[:8], *lines[8:23] * 2000, "SE*30009*0001"])
    largest = max(
        sum(table.nbytes for table in part.tables.values())
        for part in read_chunks([("file", interchange(text))], flush_bytes=1 << 16)
    )
    assert largest < 1 << 20


def test_a_memory_map_reads_like_bytes(tmp_path: Path) -> None:
    data = b"junk~" + interchange(REMITTANCE, marks=Marks(line_end="\r\n")) + b"junk"
    (tmp_path / "file").write_bytes(data)
    whole = read([("file", data)])
    with (
        (tmp_path / "file").open("rb") as opened,
        mmap(opened.fileno(), 0, access=ACCESS_READ) as mapped,
    ):
        (part,) = read_chunks([("file", mapped)])
    for name, table in whole.tables.items():
        assert part.tables[name].to_pylist() == table.to_pylist()
    assert part.findings.to_pylist() == whole.findings.to_pylist()
