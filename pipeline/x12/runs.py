"""Whole segments of a stretch, a run at a time: takes any bytes of it, refuses none.

A run is cleaned of what means nothing, so that the engine finds segments by their terminators only.
Its place in the file stays known, and with it the place of each of its segments.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.x12.delimiters import Delimiters
from pipeline.x12.framing import Stretch
from pipeline.x12.windows import Bytes, find, give_back, skip

# A row costs memory for each of its columns and an element for its offsets, so many short ones
# weigh more than their bytes. In a remittance a segment has 20 bytes and an element 5.
_SEGMENT_WEIGHT = 16
_ELEMENT_WEIGHT = 4
_DENSE = 1.25


@dataclass(frozen=True, slots=True)
class Run:
    """Whole segments of one file, as they stand in it.

    Attributes:
        start: First byte of the first segment.
        stop: Byte after the last one.
        first_number: Number in its file of the first segment, from 1.
        count: Segments in it.
        weight: Its bytes, more when its segments or elements are very short.
        delimiters: Its separators.
    """

    start: int
    stop: int
    first_number: int
    count: int
    weight: int
    delimiters: Delimiters

    def holds(self, number: int) -> bool:
        """Return whether the segment of this number is in it."""
        return self.first_number <= number < self.first_number + self.count


def runs(
    data: Bytes, stretch: Stretch, first_number: int, size: int
) -> Iterator[tuple[Run, bytes]]:
    """Cut a stretch into runs of about ``size`` bytes, each with its cleaned text."""
    delimiters = stretch.delimiters
    if delimiters is None:
        return
    at, number = stretch.text_start, first_number
    while (at := skip(delimiters.blank_run, data, at, stretch.stop)) < stretch.stop:
        stop = _stop(data, at, stretch.stop, delimiters.end, size)
        text = data[at:stop]
        weight, count = _weighed(text, delimiters)
        if weight > _DENSE * size and count > 1:
            less = max(len(text) * size // weight, 1)
            stop = _stop(data, at, stretch.stop, delimiters.end, less)
            text = data[at:stop]
            weight, count = _weighed(text, delimiters)
        cleaned = clean(text, delimiters)
        if cleaned is not text:
            _, count = _weighed(cleaned, delimiters)
        if count:
            yield Run(at, stop, number, count, weight, delimiters), cleaned
        else:
            give_back(data, at, stop)
        at, number = stop, number + count


def _stop(data: Bytes, at: int, stop: int, end: bytes, size: int) -> int:
    """Return where a segment ends, the last one within ``size`` bytes or else the first one."""
    if at + size >= stop:
        return stop
    found = data.rfind(end, at, at + size)
    found = found if found >= 0 else find(data, end, at + size, stop)
    return stop if found < 0 else found + 1


def _weighed(text: bytes, delimiters: Delimiters) -> tuple[int, int]:
    """Return the weight of a text and the number of its terminators."""
    values = np.frombuffer(text, dtype=np.uint8)
    count = int(np.count_nonzero(values == delimiters.segment))
    marks = count + int(np.count_nonzero(values == delimiters.element))
    return max(len(text), _SEGMENT_WEIGHT * count, _ELEMENT_WEIGHT * marks), count


def clean(text: bytes, delimiters: Delimiters) -> bytes:
    """Leave segments only: no line ends, blanks or empty segments, and the last one terminated."""
    end = delimiters.end
    if any(byte in text for byte in delimiters.line_ends):
        text = text.translate(None, delimiters.line_ends)
    if b"\t" in text and delimiters.tabs_are_blank:
        text = text.replace(b"\t", b" ")
    if text[-1:] != end:
        text = _without_blank_end(text, delimiters)
        text += b"" if text[-1:] == end or not text else end
    values = np.frombuffer(text, dtype=np.uint8)
    starts = np.flatnonzero(values[:-1] == delimiters.segment) + 1
    blank = np.zeros(256, dtype=np.bool_)
    blank[list(delimiters.blanks + end)] = True
    if len(text) and (blank[values[0]] or blank[values[starts]].any()):
        lead = re.escape(delimiters.blanks + end)
        text = re.sub(re.escape(end) + b"[" + lead + b"]+", lambda _: end, text)
        text = text.lstrip(delimiters.blanks + end)
    return text


def _without_blank_end(text: bytes, delimiters: Delimiters) -> bytes:
    """Leave out blanks and byte order marks behind the last segment.

    A mark counts as a whole only: its last byte may be that of another character, such as U+00BF.
    """
    blanks = bytes(b for b in b" \t\r\n\f\v\x00\x1a" if b != delimiters.segment)
    backwards = re.compile(b"(?:[" + re.escape(blanks) + b"]++|\xbf\xbb\xef)*+")
    found = backwards.match(text[::-1])
    return text[: len(text) - found.end()] if found else text


def spans(text: bytes, delimiters: Delimiters) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return first byte and end (past the terminator) of each segment of a run, not cleaned."""
    values = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(values == delimiters.segment)
    begins = np.append(0, ends + 1)
    is_solid = np.ones(256, dtype=np.bool_)
    is_solid[list(delimiters.blanks + delimiters.end)] = False
    solid = np.append(np.flatnonzero(is_solid[values]), len(text))
    starts = solid[np.searchsorted(solid, begins)]
    holds = np.append(starts[:-1] < ends, bool(_without_blank_end(text[begins[-1] :], delimiters)))
    return starts[holds], np.append(ends + 1, len(text))[holds]
