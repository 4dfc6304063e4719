r"""Where segments start and end: takes any bytes, refuses none; what is no X12 gets a code.

A file is cut into stretches that together are exactly its bytes. A stretch has its own delimiters,
read from its own ISA (or guessed from a bare GS or ST), or it is quarantined with a code. A file is
passed over in windows, and no segment that is read is longer than can be held in memory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.x12.delimiters import (
    LOOKED_AT,
    NEXT,
    Delimiters,
    component_in_use,
    headers,
    lacks_end,
    of_bare_set,
    starts_segment,
)
from pipeline.x12.windows import Bytes, find, give_back, rfind, search, skip

# The longest segments of the guides have some thousand bytes. One of a megabyte is a wrong
# delimiter or a document inside a set that is not read. Decided 2026-11-25.
LONGEST_SEGMENT = 4 << 20
"""Bytes a segment may have, with its terminator; a longer one is set aside."""

_BLANK = re.compile(rb"(?:[\s\x00\x1a]++|\xef\xbb\xbf)*+")
_SPACES = re.compile(rb"[\s\x00]*+")
_BARE = re.compile(
    rb"(?<![A-Za-z0-9])(?:GS(?P<gs>[^A-Za-z0-9\s])[A-Z]{2}(?P=gs)"
    rb"|ST(?P<st>[^A-Za-z0-9\s])[0-9]{3}(?P=st))"
)
_BARE_BYTES = 7
_CLOSING = (b"SE", b"GE", b"IEA")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes ``start`` to ``stop`` of a file; the text within, without blanks around it.

    Attributes:
        start: First byte that belongs to the stretch.
        stop: Byte after its last.
        text_start: First byte of its first segment.
        delimiters: Its delimiters, or None when it is quarantined.
        code: Why it is quarantined, or what is odd about it; empty when nothing is.
    """

    start: int
    stop: int
    text_start: int
    delimiters: Delimiters | None
    code: str = ""


def frame(data: Bytes) -> list[Stretch]:
    """Cut a file into stretches that add up to its bytes, in order.

    An empty file gives none; a file of blanks or without any X12 gives one, quarantined.
    """
    return list(stretches(data))


def stretches(data: Bytes) -> Iterator[Stretch]:
    """Give the stretches of ``frame`` one by one; a file can have a million."""
    size = len(data)
    stop = 0
    last: Stretch | None = None
    for part in _parts(data):
        if last is not None:
            yield last
        last = replace(part, start=stop)
        stop = part.stop
    if last is not None:
        yield replace(last, stop=size)
    elif size:
        yield Stretch(0, size, 0, None, "empty_file")


def segment_ranges(data: Bytes, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Give first byte and end (past the terminator) of each segment, the slow and exact way.

    The engine cleans a stretch and counts terminators; a segment's number looked up here gives its
    place in the file as it was received.
    """
    delimiters = stretch.delimiters
    if delimiters is None:
        return
    blanks = delimiters.blanks
    at = stretch.text_start
    while at < stretch.stop:
        is_lead = data[at] in blanks
        start = skip(delimiters.blank_run, data, at, stretch.stop) if is_lead else at
        found = find(data, delimiters.end, start, stretch.stop)
        at = stretch.stop if found < 0 else found + 1
        if found > start or (found < 0 and not _is_blank(data, start, stretch.stop)):
            yield start, at


def _parts(data: Bytes) -> Iterator[Stretch]:
    """Give the stretches from their first segment on, without the blanks in front."""
    at = 0
    head: Delimiters | None = None
    for place, delimiters in headers(data):
        yield from _between(data, at, place, head)
        at, head = place, delimiters
    yield from _between(data, at, len(data), head)


def _between(
    data: Bytes, start: int, stop: int, delimiters: Delimiters | None
) -> Iterator[Stretch]:
    """Cut what stands from one ISA, if there is any, up to the next."""
    if delimiters is None:
        yield from _without_interchange(data, start, stop)
    else:
        yield from _interchange(data, start, stop, delimiters)


def _interchange(data: Bytes, start: int, stop: int, delimiters: Delimiters) -> Iterator[Stretch]:
    """Cut what stands between one ISA and the next: segments, then a tail that is none."""
    component = component_in_use(data, start, stop, delimiters)
    code = "other_component_separator" if component != delimiters.component else ""
    repetition = None if delimiters.repetition == component else delimiters.repetition
    delimiters = replace(delimiters, component=component, repetition=repetition)
    trailer = _trailer(data, start, stop, delimiters)
    end = find(data, delimiters.end, trailer, stop) + 1 if trailer >= 0 else stop
    rest = data[end : min(stop, end + LOOKED_AT)] if end else b""
    if not end or NEXT.match(rest) or skip(delimiters.filler, data, end, stop) == stop:
        yield from _with_cut_tail(data, start, stop, delimiters, code)
        return
    yield from _without_oversized(data, Stretch(start, end, start, delimiters, code))
    yield from _without_interchange(data, end, stop, "after_interchange")


def _trailer(data: Bytes, start: int, stop: int, delimiters: Delimiters) -> int:
    """Return the place of the last IEA that is a segment, or -1: a patient may be called KALIEA."""
    name = b"IEA" + bytes((delimiters.element,))
    at = rfind(data, name, start, stop)
    while at >= 0 and not starts_segment(data, at, delimiters):
        at = rfind(data, name, start, at)
    return at


def _without_interchange(
    data: Bytes, start: int, stop: int, code: str = "not_x12"
) -> Iterator[Stretch]:
    """Cut bytes without a readable ISA: a bare GS or ST is read, the rest is quarantined."""
    text_start = skip(_BLANK, data, start, stop)
    if text_start >= stop:
        return
    found = search(_BARE, data, text_start, stop, _BARE_BYTES)
    element = found["gs"] or found["st"] if found else b""
    at = found.start() if found else stop
    delimiters = of_bare_set(data, at, stop, element) if found else None
    at = at if delimiters else stop
    if at > text_start:
        yield Stretch(text_start, at, text_start, None, _why_unreadable(data, text_start, code))
    if delimiters:
        yield from _with_cut_tail(data, at, stop, delimiters, "missing_interchange")


def _why_unreadable(data: Bytes, at: int, code: str) -> str:
    """Return why bytes are quarantined: the code given, unless they begin with a header."""
    head = data[at : at + LOOKED_AT]
    if not head.startswith(b"ISA"):
        return code
    return "missing_segment_ends" if lacks_end(head) else "bad_interchange_header"


def _with_cut_tail(
    data: Bytes, start: int, stop: int, delimiters: Delimiters, code: str = ""
) -> Iterator[Stretch]:
    """Part a last segment that was cut off: half an amount is worse than none.

    A closing segment (SE, GE, IEA) only lacks its terminator and is read.
    """
    end = rfind(data, delimiters.end, start, stop) + 1
    if not end or _is_closing(data, end, stop, delimiters) or _is_blank(data, end, stop):
        end = stop
    yield from _without_oversized(data, Stretch(start, end, start, delimiters, code))
    if end < stop:
        yield Stretch(end, stop, end, None, "cut_segment")


def _is_closing(data: Bytes, start: int, stop: int, delimiters: Delimiters) -> bool:
    at = skip(_SPACES, data, start, stop)
    begins = data[at : min(at + 4, stop)]
    return any(begins.startswith(name + bytes((delimiters.element,))) for name in _CLOSING)


def _is_blank(data: Bytes, start: int, stop: int) -> bool:
    return skip(_BLANK, data, start, stop) == stop


def _without_oversized(data: Bytes, stretch: Stretch) -> Iterator[Stretch]:
    """Part segments that are longer than may be held in memory."""
    delimiters = stretch.delimiters
    if delimiters is None or stretch.stop - stretch.start <= LONGEST_SEGMENT:
        yield stretch
        return
    blanks = delimiters.blank_run
    begun = at = stretch.start
    while stretch.stop - (at := skip(blanks, data, at, stretch.stop)) > LONGEST_SEGMENT:
        end = rfind(data, delimiters.end, at, at + LONGEST_SEGMENT) + 1
        if not end:
            end = find(data, delimiters.end, at + LONGEST_SEGMENT, stretch.stop) + 1
            end = end or stretch.stop
            if begun < at:
                yield replace(stretch, start=begun, text_start=begun, stop=at)
                stretch = replace(stretch, code="")
            yield Stretch(at, end, at, None, "oversized_segment")
            begun = end
        give_back(data, at, end)
        at = end
    if begun < stretch.stop:
        yield replace(stretch, start=begun, text_start=begun)
