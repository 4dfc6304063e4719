"""Files of any size: what is read does not depend on windows, and memory does not on the file."""

from __future__ import annotations

import random
import subprocess
import sys
from mmap import ACCESS_COPY, ACCESS_READ, mmap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.x12 import framing, reading, windows
from pipeline.x12.delimiters import Delimiters
from pipeline.x12.envelope_levels import ControlNumbers
from pipeline.x12.framing import Stretch, frame, segment_ranges
from pipeline.x12.quarantine import ConservationError, Quarantine
from pipeline.x12.reading import read, read_chunks
from pipeline.x12.runs import runs, spans
from tests.x12.test_agreement import broken_files
from tests.x12.texts import REMITTANCE, interchange

ODD = (
    *(b"ISA", b"ISA*", b"GS*HP*", b"ST*835*1~", b"ST*835*1*x\r\n  BPR*I\r\n", b"~", b"\n", b"\t"),
    *(b" " * 30, b"\x00\x1a", b"\xef\xbb\xbf", b"\xef\xbb", b"SE*", b"GE*1", b"IEA*1*1~", b"IEA*"),
)


@st.composite
def odd_files(draw: st.DrawFn) -> bytes:
    """A broken file with a few odd bytes at any places."""
    data = draw(broken_files())
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - repeatable on purpose
    for odd in draw(st.lists(st.sampled_from(ODD), max_size=4)):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + odd + data[at:]
    return data


@settings(max_examples=100, deadline=None)
@given(odd_files(), st.sampled_from((1, 2, 7, 64, 500)))
def test_windows_of_any_size_give_the_same_stretches_and_segments(data: bytes, size: int) -> None:
    stretches = frame(data)
    segments = [list(segment_ranges(data, stretch)) for stretch in stretches]
    is_utf8 = windows.is_utf8(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "WINDOW_BYTES", size)
        assert frame(data) == stretches
        assert [list(segment_ranges(data, stretch)) for stretch in stretches] == segments
        assert windows.is_utf8(data) == is_utf8


@settings(max_examples=60, deadline=None)
@given(odd_files(), st.sampled_from((1, 30, 90, 300)))
def test_a_segment_that_is_too_long_is_set_aside_alone(data: bytes, longest: int) -> None:
    whole = [span for stretch in frame(data) for span in segment_ranges(data, stretch)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(framing, "LONGEST_SEGMENT", longest)
        stretches = frame(data)
    kept = [span for stretch in stretches for span in segment_ranges(data, stretch)]
    apart = [s for s in stretches if s.code == "oversized_segment"]
    assert [s.start for s in stretches] == [0, *(s.stop for s in stretches)][: len(stretches)]
    assert kept == [(start, stop) for start, stop in whole if stop - start <= longest]
    assert [s.text_start for s in apart] == [a for a, stop in whole if stop - a > longest]


@settings(max_examples=60, deadline=None)
@given(odd_files(), st.sampled_from((1, 40, 300)))
def test_a_run_knows_where_each_of_its_segments_stands(data: bytes, size: int) -> None:
    for stretch in frame(data):
        found: list[tuple[int, int]] = []
        for run, _ in runs(data, stretch, 1, size):
            starts, stops = spans(data[run.start : run.stop], run.delimiters)
            assert len(starts) == run.count
            assert run.first_number == len(found) + 1
            found += zip((starts + run.start).tolist(), (stops + run.start).tolist(), strict=True)
        assert found == list(segment_ranges(data, stretch))


@pytest.mark.parametrize("segment", [b"~", b"A~", b"********************~", b"CLP*A1*1*100*90~"])
def test_runs_of_very_short_segments_are_short(segment: bytes) -> None:
    data = segment * 40_000
    stretch = Stretch(0, len(data), 0, Delimiters(ord("*"), ord("~"), ord(":")))
    heaviest = max((run.weight for run, _ in runs(data, stretch, 1, 60_000)), default=0)
    assert heaviest <= 75_000


INSIDE = {
    "claims": b"CLP*A1*1*200*100*10*12*P1*11*1~NM1*QC*1*ADLER*MINA~CAS*CO*45*10*1*16*5~",
    "bad segments": b"??*x~",
    "good and bad segments": b"LX*1~??~",
    "bad amounts": b"CAS*CO*1*x**1*x**1*x**1*x**1*x**1*x~",
    "sets": b"ST*835*1~SE*2*1~",
    "trailers": b"SE*1*1~",
    "empty segments": b"~",
    "claims without anything": b"CLP~",
    "blanks": b"\x00",
    "headers": interchange()[:106],
}


def giant(inside: bytes, size: int) -> bytes:
    """One set that goes on with one thing until the file has the size asked for."""
    lines = REMITTANCE.split("\n")
    plain = interchange("\n".join([*lines[:8], "SE*9*0001"]))
    at = plain.index(b"SE*9")
    return plain[:at] + inside * (size // len(inside)) + plain[at:]


PEAK = """
import resource, sys
from mmap import ACCESS_READ, mmap
from pipeline.x12.reading import read, read_chunks
read([("small", open(sys.argv[1], "rb").read(300_000))])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(sys.argv[1], "rb") as opened:
    for part in read_chunks([("file", mmap(opened.fileno(), 0, access=ACCESS_READ))]):
        del part
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peaks are told in kilobytes on Linux only")
@pytest.mark.parametrize("kind", INSIDE)
def test_memory_stays_in_bounds_whatever_a_file_repeats(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    size = 4_000_000 if kind in ("sets", "trailers", "headers") else 12_000_000
    path.write_bytes(giant(INSIDE[kind], size))
    told = subprocess.run([sys.executable, "-c", PEAK, path], capture_output=True, check=True)
    assert int(told.stdout) < 160_000


def test_the_first_hundred_of_a_finding_are_those_of_the_first_segments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = giant(b"AMT*B6*x~DTM*472*x~CAS*CO*45*1.234*x~", 12_000)
    whole = read([("file", data)]).findings.to_pylist()
    numbers = [row["segment_number"] for row in whole if row["code"] == "bad_money"]
    assert numbers == list(range(11, 311, 3))
    assert [row["problem"][:4] for row in whole if row["code"] == "more_findings"] == ["672 "]
    for size in (50, 700, 5000):
        monkeypatch.setattr(reading, "_CHUNK_BYTES", size)
        monkeypatch.setattr(reading, "_FULL_BYTES", size)
        assert read([("file", data)]).findings.to_pylist() == whole


def test_what_is_set_aside_comes_in_parts_and_is_told_a_hundred_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = giant(b"LX*1~??~!!~", 11_000)
    whole = read([("file", data)])
    assert whole.quarantine.num_rows == 1000
    assert whole.findings["code"].to_pylist().count("bad_segment") == 100
    monkeypatch.setattr(reading, "_CHUNK_BYTES", 500)
    monkeypatch.setattr(reading, "_FULL_BYTES", 500)
    parts = list(read_chunks([("file", data)], flush_bytes=500))
    assert sum(part.quarantine.num_rows > 0 for part in parts) > 10
    rows = [row for part in parts for row in part.quarantine.to_pylist()]
    assert rows == whole.quarantine.to_pylist()
    assert {row["byte_count"] for row in rows} == {6}


def test_what_is_set_aside_twice_is_refused() -> None:
    quarantine = Quarantine()
    quarantine.add_stretch(0, 10, 1, "not_x12")
    quarantine.add_stretch(10, 20, 2, "not_x12")
    assert len(quarantine.settled(is_end=True)) == 2
    quarantine.add_stretch(19, 30, 3, "not_x12")
    with pytest.raises(ConservationError):
        quarantine.settled(is_end=True)


def test_parts_tell_how_many_bytes_they_are_made_from() -> None:
    files = [("a", giant(b"LX*1~", 90_000)), ("b", b"no x12"), ("c", b""), ("d", b"\n\n")]
    parts = list(read_chunks(files, flush_bytes=20_000))
    assert sum(part.byte_count for part in parts) == sum(len(data) for _, data in files)


def test_a_part_ends_where_it_gets_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_CHUNK_BYTES", 10_000)
    monkeypatch.setattr(reading, "_FULL_BYTES", 10_000)
    data = giant(b"CLP~", 200_000)
    assert len(list(read_chunks([("file", data)]))) == 1
    monkeypatch.setattr(reading, "_MOST_MADE_BYTES", 1 << 20)
    sizes = [part.tables["remittance_claims"].nbytes for part in read_chunks([("file", data)])]
    assert len(sizes) > 3
    assert max(sizes) < 2 << 20


def test_files_that_are_no_x12_do_not_wait_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_FULL_BYTES", 5000)
    files = [("a", interchange(REMITTANCE)), *((str(n), b"no x12") for n in range(20))]
    parts = list(read_chunks(files, flush_bytes=10))
    assert [row["file_id"] for part in parts for row in part.files.to_pylist()] == [
        file_id for file_id, _ in files
    ]
    assert len(parts) > 1


@pytest.mark.parametrize(
    ("numbers", "repeated"),
    [
        (["0001", "0002", "0001"], [False, False, True]),
        (["1", "01", "001"], [False, False, False]),
        (["1023", "1024", "2047", "1023"], [False, False, False, True]),
        (["A1", "A2", "A1"], [False, False, True]),
        ([None, None, "", "\u0661", "1"], [False, True, False, False, False]),
    ],
)
def test_a_control_number_is_known_again_as_it_is_written(
    numbers: list[str | None], repeated: list[bool]
) -> None:
    used = ControlNumbers()
    assert [used.add(number) for number in numbers] == repeated


def test_control_numbers_take_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.x12.envelope_levels._MOST_BLOCKS", 10)
    upwards, names = ControlNumbers(), ControlNumbers()
    assert not any(upwards.add(f"{number:09d}") for number in range(10_000))
    assert upwards.add("000000001")
    assert not any(names.add(f"A{number}") for number in range(11))
    assert (names.add("A1"), names.add("A0")) == (True, False)


@pytest.mark.parametrize("access", [ACCESS_READ, ACCESS_COPY])
def test_a_map_that_was_written_to_keeps_what_was_written(
    access: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "WINDOW_BYTES", 1000)
    path = tmp_path / "file"
    path.write_bytes(giant(b"LX*1~", 9_000))
    with path.open("rb") as opened, mmap(opened.fileno(), 0, access=access) as mapped:
        if access == ACCESS_COPY:
            mapped[9000:9003] = b"~?~"
        parts = list(read_chunks([("file", mapped)]))
        given_back = mapped[:]
    assert sum(part.quarantine.num_rows for part in parts) == (access == ACCESS_COPY)
    assert (b"~?~" in given_back) == (access == ACCESS_COPY)
