"""The engine and the slow reader give the same tables, on broken files too."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.x12 import columns, reading
from pipeline.x12.reading import read, read_chunks
from tests.x12.agreement import differences
from tests.x12.texts import ACKNOWLEDGEMENT, CLAIM_STATUS, CLAIMS, REMITTANCE, Marks, interchange

SETS = (REMITTANCE, CLAIM_STATUS, ACKNOWLEDGEMENT, CLAIMS, "ST*834*0001\nBGN*00\nSE*3*0001")
MARKS = (
    Marks(),
    Marks(line_end="\n"),
    Marks(line_end="\r\n"),
    Marks("|", ">", "!", "\n"),
    Marks("^", "<", "{", "\r"),
    Marks("\x1d", "\x1f", "\x1c", "\x1e"),
    Marks("\t", ";", "^", "~"),
)

Mutation = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def behead(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(len(data) + 1) :]


def replace(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randrange(1, 4)) + data[at + 1 :]


def drop(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randrange(40) :]


def repeat(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[: at + chance.randrange(60)] + data[at:]


def wrap(data: bytes, chance: random.Random) -> bytes:
    width = chance.choice((20, 80, 200))
    return b"\r\n".join(data[at : at + width] for at in range(0, len(data), width))


def indent(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"~", b"~" + chance.choice((b"  ", b"\n \n", b"~", b" ~ ", b"\x00")))


def pad(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"*", chance.choice((b" *", b"* ", b"*  ")), chance.randrange(1, 200))


def blank(data: bytes, chance: random.Random) -> bytes:
    return chance.choice((b"", b"\xef\xbb\xbf", b"\n\n", b" ")) + data + b"\n\x1a"


def unpad(data: bytes, chance: random.Random) -> bytes:
    return re.sub(rb" +\*", b"*", data)


def spoil(data: bytes, chance: random.Random) -> bytes:
    odd = (b"1.2.3", b"-", b"12.345", b"1e5", b"1,000.00", b"20230230", b"ABC", b"007.5000")
    numbers = list(re.finditer(rb"(?<=\*)[0-9.]+(?=[*~])", data))
    if not numbers:
        return data
    chosen = chance.choice(numbers)
    return data[: chosen.start()] + chance.choice(odd) + data[chosen.end() :]


def latin(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"MINA", "JOSÉ".encode(chance.choice(("utf-8", "latin-1"))))


MUTATIONS: tuple[Mutation, ...] = (
    *(cut, behead, replace, drop, repeat, wrap, indent, pad, blank, unpad, spoil, latin),
)


@st.composite
def broken_files(draw: st.DrawFn) -> bytes:
    """A file of one or two interchanges, or a bare set, after up to four mutations."""
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - repeatable on purpose
    parts = []
    for _ in range(draw(st.integers(1, 2))):
        sets = draw(st.lists(st.sampled_from(SETS), min_size=0, max_size=3))
        marks = draw(st.sampled_from(MARKS))
        bare = bool(sets) and draw(st.integers(0, 4)) == 0
        parts.append(marks.write(sets[0]).encode() if bare else interchange(*sets, marks=marks))
    data = b"".join(parts)
    for mutation in draw(st.lists(st.sampled_from(MUTATIONS), max_size=4)):
        data = mutation(data, chance)
    return data


@settings(max_examples=80, deadline=None)
@given(st.lists(broken_files(), min_size=1, max_size=3))
def test_every_table_is_that_of_the_slow_reader(files: list[bytes]) -> None:
    named = [(f"file{number}", data) for number, data in enumerate(files)]
    assert differences(read(named), named) == []


@settings(max_examples=40, deadline=None)
@given(broken_files(), st.sampled_from((60, 300, 2000)))
def test_chunks_of_any_size_give_the_same_tables(data: bytes, size: int) -> None:
    whole = read([("file", data)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_CHUNK_BYTES", size)
        patch.setattr(reading, "_FULL_BYTES", size)
        parts = list(read_chunks([("file", data)], flush_bytes=size * 2))
        cut_up = read([("file", data)])
    for name, table in whole.tables.items():
        rows = sorted(map(repr, table.to_pylist()))
        assert sorted(map(repr, cut_up.tables[name].to_pylist())) == rows, name
        in_parts = [repr(row) for part in parts for row in part.tables[name].to_pylist()]
        assert sorted(in_parts) == rows, name
    for name in ("findings", "quarantine", "segment_counts", "files"):
        rows = getattr(whole, name).to_pylist()
        assert getattr(cut_up, name).to_pylist() == rows
        assert [row for part in parts for row in getattr(part, name).to_pylist()] == rows


def test_a_reader_that_forgets_a_loop_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [("file", interchange(REMITTANCE))]
    monkeypatch.setattr("pipeline.x12.engine.open_loops", _all_in_the_first_claim)
    assert any("remittance_inpatient" in found for found in differences(read(files), files))


def test_a_reader_that_loses_cents_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [("file", interchange(REMITTANCE.replace("*-12.5*", "*-12.519*")))]
    assert differences(read(files), files) == []
    monkeypatch.setattr(columns, "_CENT", columns.Decimal("0.1"))
    assert any("provider_adjustments" in found for found in differences(read(files), files))


def _all_in_the_first_claim(layout, ids, number, carried):
    return {loop.name: number * 0 + number[8] for loop in layout.loops}
