"""Files of any size: what is read does not depend on windows, and memory does not on the file."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.x12 import framing, windows
from pipeline.x12.framing import frame, segment_ranges
from tests.x12.test_agreement import broken_files

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
