"""Segments with their numbers and bytes, one after the other, as the file holds them.

Takes the bytes of a file, mapped or not; keeps no more of it than the segments asked for. Numbers
are those of ``segment_number`` in every raw table: a stretch that is set aside counts as one
segment. Refuses nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pipeline.x12.delimiters import Delimiters
from pipeline.x12.framing import Stretch, frame, segment_ranges
from pipeline.x12.layouts import LAYOUTS, Layout, Loop
from pipeline.x12.windows import Bytes

LOOKED_AT_BYTES = 20_000
"""Bytes of one segment that are looked at: bytes without an end of segment have no bound."""

_LEVEL_SEGMENTS = 100
"""Segments of a level that are kept for its claims: a broken level must not fill the memory."""

_HEAD_BYTES = 8
_ENVELOPE = frozenset({"ISA", "GS", "GE", "IEA"})
_ENVELOPE_LETTERS = b"SIG"
_SET_CODE_DIGITS = 3
_CLAIM_NUMBER = "claim_number"
_DEPENDENT = "23"


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment, or a stretch of bytes that is set aside.

    Attributes:
        data: The file's bytes.
        stretch: Where it stands; without delimiters when it is set aside.
        number: Its number in the file, from 1.
        start: Its first byte, from 0.
        stop: The byte after its end.
        set_code: Kind of the transaction set it stands in (ST01); None outside of any.
    """

    data: Bytes
    stretch: Stretch
    number: int
    start: int
    stop: int
    set_code: str | None

    @property
    def delimiters(self) -> Delimiters | None:
        """Return its delimiters, None when it is set aside."""
        return self.stretch.delimiters

    @property
    def name(self) -> str:
        """Return the segment id, or what stands in its place; empty when it is set aside."""
        if self.delimiters is None:
            return ""
        head = self._read(self.start + _HEAD_BYTES)
        return head.split(chr(self.delimiters.element), 1)[0]

    @property
    def text(self) -> str:
        """Return its text without its end; of a long one the beginning."""
        return self._read(self.start + LOOKED_AT_BYTES)

    @property
    def elements(self) -> list[str]:
        """Return the segment id and the elements behind it; of bytes set aside the whole text."""
        return self.text.split(chr(self.delimiters.element)) if self.delimiters else [self.text]

    def _read(self, stop: int) -> str:
        text = self.data[self.start : min(stop, self.stop)]
        if self.delimiters is not None:
            text = text.removesuffix(self.delimiters.end)
            text = text.translate(None, self.delimiters.line_ends)
        try:
            return text.decode("utf-8")
        except UnicodeDecodeError:
            return text.decode("latin-1")


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens a claim in a kind of set, and what ends it.

    Attributes:
        segment: Segment id.
        element: Its element that holds the claim's number.
        level: Segment id that opens the level above it, such as a subscriber's; may be empty.
        closers: Segment ids that end the claim.
    """

    segment: str
    element: int
    level: str
    closers: frozenset[str]


def walk(data: Bytes) -> Iterator[Segment]:
    """Yield every segment and every stretch set aside, in order."""
    number = 0
    set_code: str | None = None
    for stretch in frame(data):
        for start, stop in _ranges(data, stretch):
            number += 1
            segment = Segment(data, stretch, number, start, stop, set_code)
            name = segment.name if data[start] in _ENVELOPE_LETTERS else ""
            if name == "ST":
                set_code = _set_code(segment)
                segment = Segment(data, stretch, number, start, stop, set_code)
            elif name in _ENVELOPE:
                set_code = None
                segment = Segment(data, stretch, number, start, stop, set_code)
            yield segment
            if name == "SE":
                set_code = None


def around_number(data: Bytes, number: int, around: int) -> list[Segment]:
    """Return the segment of this number and its neighbours; nothing if there is no such number."""
    segments = _window(data, lambda segment: segment.number >= number, around)
    return segments if any(segment.number == number for segment in segments) else []


def around_byte(data: Bytes, byte: int, around: int) -> list[Segment]:
    """Return the segment that holds a byte, or the next one, and its neighbours.

    Blanks behind the last segment belong to it; nothing if the file is shorter.
    """
    return _window(data, lambda segment: byte < segment.stop, around) if byte < len(data) else []


def _window(data: Bytes, is_reached: Callable[[Segment], bool], around: int) -> list[Segment]:
    """Return the first segment that is reached, else the last one, and those around it."""
    before: deque[Segment] = deque(maxlen=around + 1)
    segments = walk(data)
    for segment in segments:
        before.append(segment)
        if is_reached(segment):
            break
    return [*before, *islice(segments, around)]


def of_claim(data: Bytes, claim_number: str) -> Iterator[Segment]:
    """Yield the segments of every claim of this number, behind the patient's level of each.

    A dependent's level comes behind the subscriber's, which names the payer.
    """
    level = _Level()
    is_inside = False
    for segment in walk(data):
        opener = _opener(segment.set_code)
        if opener is None:
            is_inside = False
            continue
        name = segment.name
        is_inside = is_inside and name not in opener.closers
        level.take(segment, name, opener)
        if name == opener.segment and _element(segment, opener.element) == claim_number:
            yield from level.told()
            is_inside = True
        if is_inside:
            yield segment


class _Level:
    """The level that is open, up to its first claim."""

    def __init__(self) -> None:
        self._subscriber: list[Segment] = []
        self._segments: list[Segment] = []
        self._is_open = False

    def take(self, segment: Segment, name: str, opener: Opener) -> None:
        """Take the next segment."""
        if name == opener.level and _element(segment, 3) == _DEPENDENT:
            self._segments, self._is_open = list(self._subscriber), True
        elif name == opener.level:
            self._segments = self._subscriber = []
            self._is_open = True
        elif name == opener.segment:
            self._is_open = False
        if self._is_open and len(self._segments) < _LEVEL_SEGMENTS:
            self._segments.append(segment)

    def told(self) -> list[Segment]:
        """Return its segments, once."""
        told, self._segments = self._segments, []
        return told


def _element(segment: Segment, number: int) -> str:
    elements = segment.elements
    return elements[number].strip(" ") if number < len(elements) else ""


@lru_cache(maxsize=len(LAYOUTS) + 1)
def _set_code(segment: Segment) -> str:
    """Return ST01 where it is a kind of set; anything else in its place may be somebody's name."""
    code = _element(segment, 1) or ""
    return code if len(code) == _SET_CODE_DIGITS and code.isascii() and code.isdigit() else "?"


def _opener(set_code: str | None) -> Opener | None:
    """Return what opens a claim in a set of this kind, by its layout."""
    layout = LAYOUTS.get(set_code or "")
    if layout is None:
        return None
    for table in layout.tables.values():
        column = table.columns.get(_CLAIM_NUMBER)
        loops = [loop for loop in layout.loops if loop.opener == table.segments[0]]
        if column is not None and loops:
            return _of_loop(layout, loops[0], column.element)
    return None


def _of_loop(layout: Layout, claim: Loop, element: int) -> Opener:
    above = [loop.opener for loop in layout.loops if loop.depth < claim.depth]
    beside = {loop.opener for loop in layout.loops if loop.depth <= claim.depth}
    closing = {segment for segment, depth in layout.closes.items() if depth <= claim.depth}
    level = above[0] if above else ""
    return Opener(claim.opener, element, level, frozenset({"ST", "SE", *beside, *closing}))


def _ranges(data: Bytes, stretch: Stretch) -> Iterator[tuple[int, int]]:
    if stretch.delimiters is None:
        yield stretch.start, stretch.stop
    else:
        yield from segment_ranges(data, stretch)
