"""The segments of a file with their places, one at a time, and the bytes that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.x12.delimiters import Delimiters
from pipeline.x12.framing import Stretch, frame, segment_ranges
from tests.x12.exact import LONGEST_ENVELOPE_VALUE, without_blank_end, without_tabs

BLANKS = b" \t\r\n\f\v\x00\x1a\xef\xbb\xbf"
SEGMENT_ID = re.compile(r"[A-Z][A-Z0-9]{1,2}")


@dataclass(frozen=True)
class Line:
    """A segment with its place in the file and the delimiters it was read by."""

    number: int
    start: int
    stop: int
    parts: list[str]
    marks: Delimiters

    @property
    def name(self) -> str:
        return self.parts[0] if SEGMENT_ID.fullmatch(self.parts[0]) else "?"

    def element(self, at: int) -> str | None:
        text = self.parts[at] if at < len(self.parts) else ""
        return text.strip(" ")[:LONGEST_ENVELOPE_VALUE] or None


@dataclass(frozen=True)
class Aside:
    """A stretch that is not read: it counts as one segment."""

    number: int
    start: int
    stop: int
    code: str


@dataclass(frozen=True)
class Remark:
    """What is odd about the stretch whose first segment has this number, and where it starts."""

    number: int
    start: int
    code: str


@dataclass(frozen=True)
class Lost:
    """Bytes that are neither blank nor in a segment; there may be none."""

    start: int
    stop: int


def parts_of(data: bytes) -> Iterator[Line | Aside | Remark | Lost]:
    """Give everything a file consists of, in order."""
    number = 1
    encoding = _encoding(data)
    for stretch in frame(data):
        if stretch.delimiters is None:
            yield Aside(number, stretch.start, stretch.stop, stretch.code)
            number += 1
            continue
        if stretch.code:
            yield Remark(number, stretch.text_start, stretch.code)
        for part in _of_stretch(data, stretch, stretch.delimiters, number, encoding):
            yield part
            number += isinstance(part, Line)


def _of_stretch(
    data: bytes, stretch: Stretch, marks: Delimiters, number: int, encoding: str
) -> Iterator[Line | Lost]:
    at = stretch.start
    for start, stop in [*segment_ranges(data, stretch), (stretch.stop, stretch.stop)]:
        if data[at:start].strip(BLANKS + marks.end):
            yield Lost(at, start)
        at = stop
        if start == stop:
            return
        text = data[start:stop]
        if not text.endswith(marks.end):
            text = without_blank_end(text)
        text = text.removesuffix(marks.end).translate(None, marks.line_ends)
        parts = without_tabs(text.decode(encoding), marks).split(chr(marks.element))
        yield Line(number, start, stop, parts, marks)
        number += 1


def _encoding(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def canonical(line: Line) -> bytes:
    """Return a segment in one set of delimiters, terminated."""
    marks = line.marks
    table = {marks.element: "\x1d", marks.segment: "\x1e", marks.component: "\x1f"}
    if marks.repetition is not None:
        table[marks.repetition] = "\x1c"
    text = chr(marks.element).join(line.parts) + chr(marks.segment)
    return text.translate(table).encode()
