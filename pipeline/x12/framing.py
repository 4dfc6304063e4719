r"""Where segments start and end: takes any bytes, refuses none; what is no X12 gets a code.

A file is cut into stretches that together are exactly its bytes. A stretch has its own delimiters,
read from its own ISA (or guessed from a bare GS or ST), or it is quarantined with a code. They are
never rewritten in the text: free text may hold another interchange's separator.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap
from typing import TypeAlias

Bytes: TypeAlias = bytes | mmap

_PADDED_AT = (3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103)
"""Where the element separators of a full-length ISA stand; 104 is the component's, 105 the end."""

_WINDOW = 512
_DEFAULT_COMPONENT = ord(":")
_BLANK = re.compile(rb"(?:[\s\x00\x1a]|\xef\xbb\xbf)*\Z")
_LEAD = re.compile(rb"(?:[\s\x00\x1a]|\xef\xbb\xbf)*")
_NEXT = re.compile(rb"[\s\x00]*(?:\Z|(?:ISA|IEA|GS|ST|TA1)[^A-Za-z0-9])")
_BARE = re.compile(
    rb"(?<![A-Za-z0-9])(?:GS(?P<gs>[^A-Za-z0-9\s])[A-Z]{2}(?P=gs)"
    rb"|ST(?P<st>[^A-Za-z0-9\s])[0-9]{3}(?P=st))"
)
_SERVICE = re.compile(rb"S(?:VC|V1)[^A-Za-z0-9][A-Z]{2}([^A-Za-z0-9\s])")


@dataclass(frozen=True, slots=True)
class Delimiters:
    """The separators of a stretch, as byte values below 128."""

    element: int
    segment: int
    component: int
    repetition: int | None = None

    @property
    def end(self) -> bytes:
        """Return the segment's terminator as bytes."""
        return bytes((self.segment,))

    @property
    def blanks(self) -> bytes:
        """Return the bytes that mean nothing in front of a segment."""
        return bytes(b for b in b" \t\r\n\f\v\x00\x1a" if b not in (self.element, self.segment))

    @property
    def line_ends(self) -> bytes:
        """Return the line-end bytes that are no delimiter: they mean nothing anywhere."""
        return bytes(b for b in b"\r\n" if b not in (self.element, self.segment))


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


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    stop: int
    delimiters: Delimiters | None
    code: str = ""


def frame(data: Bytes) -> list[Stretch]:
    """Cut a file into stretches that add up to its bytes, in order.

    An empty file gives none; a file of blanks or without any X12 gives one, quarantined.
    """
    heads = list(_headers(data))
    stops = [*(at for at, _ in heads[1:]), len(data)][: len(heads)]
    spans = _without_interchange(data, 0, heads[0][0] if heads else len(data))
    for (at, delimiters), stop in zip(heads, stops, strict=True):
        spans += _interchange(data, at, stop, delimiters)
    if not spans:
        return [Stretch(0, len(data), 0, None, "empty_file")] if len(data) else []
    stretches: list[Stretch] = []
    start = 0
    for span, stop in zip(spans, [*(s.stop for s in spans[:-1]), len(data)], strict=True):
        stretches.append(Stretch(start, stop, span.start, span.delimiters, span.code))
        start = stop
    return stretches


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
        found = data.find(delimiters.end, at, stretch.stop)
        stop = stretch.stop if found < 0 else found + 1
        text = data[at : stop if found < 0 else found]
        bare = text.lstrip(blanks)
        if bare and not (found < 0 and _BLANK.match(bare)):
            yield at + len(text) - len(bare), stop
        at = stop


def _headers(data: Bytes) -> Iterator[tuple[int, Delimiters]]:
    """Give place and delimiters of every ISA that can be read."""
    at = data.find(b"ISA")
    while at >= 0:
        window = data[at : at + _WINDOW]
        starts_word = at == 0 or not data[at - 1 : at].isalnum()
        delimiters = _padded(window) or (_unpadded(window) if starts_word else None)
        if delimiters is not None:
            yield at, delimiters
        at = data.find(b"ISA", at + (3 if delimiters is None else 60))


def _padded(window: bytes) -> Delimiters | None:
    """Read an ISA of full length, also one wrapped at a fixed line length."""
    for text in (window, window.translate(None, b"\r\n")):
        if len(text) > _PADDED_AT[-1] + 2 and len({text[at] for at in _PADDED_AT}) == 1:
            end = _line_end(text[105:107])
            return _checked(text[3], end, text[104], text[82:83])
    return None


def _unpadded(window: bytes) -> Delimiters | None:
    """Read an ISA whose elements are shorter (or longer) than they should be."""
    parts = window.split(window[3:4], 16) if len(window) > 3 else []
    if len(parts) < 17 or max(map(len, parts[:16])) > 35 or len(parts[16]) < 2:
        return None
    tail = parts[16]
    has_component = tail[:1] != b"~" and not tail[1:2].isalnum()
    end = _line_end(tail[1:3]) if has_component else tail[0]
    rest = tail[2:] if has_component else tail[1:]
    if not _NEXT.match(rest):
        return None
    return _checked(window[3], end, tail[0] if has_component else _DEFAULT_COMPONENT, parts[11])


def _line_end(text: bytes) -> int:
    """Return the terminator: of a line end in two bytes the second counts."""
    return text[1] if text[:2] == b"\r\n" else text[0]


def _checked(element: int, segment: int, component: int, repetition: bytes) -> Delimiters | None:
    """Return delimiters when they can be told apart, with a usable component separator."""
    if len({element, segment}) == 1 or not (_is_separator(element) and _is_separator(segment)):
        return None
    if component in (element, segment) or not _is_separator(component) or component in b"\r\n":
        component = _DEFAULT_COMPONENT
    repeats = repetition[0] if len(repetition) == 1 and _is_separator(repetition[0]) else None
    return Delimiters(element, segment, component, repeats)


def _is_separator(value: int) -> bool:
    return value < 128 and not bytes((value,)).isalnum() and value not in b" .-\x00"


def _interchange(data: Bytes, start: int, stop: int, delimiters: Delimiters) -> list[_Span]:
    """Cut what stands between one ISA and the next: segments, then a tail that is none."""
    trailer = data.rfind(b"IEA" + bytes((delimiters.element,)), start, stop)
    end = data.find(delimiters.end, trailer, stop) + 1 if trailer >= 0 else stop
    rest = data[end : min(stop, end + _WINDOW)] if end else b""
    if not end or _BLANK.match(data[end:stop]) or _NEXT.match(rest):
        return _with_cut_tail(data, start, stop, delimiters)
    return [
        _Span(start, end, delimiters),
        *_without_interchange(data, end, stop, "after_interchange"),
    ]


def _without_interchange(data: Bytes, start: int, stop: int, code: str = "not_x12") -> list[_Span]:
    """Cut bytes without a readable ISA: a bare GS or ST is read, the rest is quarantined."""
    lead = _LEAD.match(data, start, stop)
    text_start = lead.end() if lead else start
    if text_start >= stop:
        return []
    found = _BARE.search(data, text_start, stop)
    delimiters = _bare_delimiters(data, found, stop) if found else None
    is_header = data[text_start : text_start + 3] == b"ISA"
    unreadable = "bad_interchange_header" if is_header else code
    if found is None or delimiters is None:
        return [_Span(text_start, stop, None, unreadable)]
    lead_in = [_Span(text_start, found.start(), None, unreadable)]
    spans = lead_in if found.start() > text_start else []
    return spans + _with_cut_tail(data, found.start(), stop, delimiters, "missing_interchange")


def _bare_delimiters(data: Bytes, found: re.Match[bytes], stop: int) -> Delimiters | None:
    """Guess the delimiters of a bare set: its ST ends where the next segment begins."""
    element = found["gs"] or found["st"]
    between = re.escape(element)
    header = re.compile(
        rb"ST" + between + rb"[0-9]{3}" + between + rb"[A-Za-z0-9]{1,9}"
        rb"(?:" + between + rb"[^" + between + rb"]{0,35}?)?(\r\n|[^A-Za-z0-9])"
        rb"(?=\s*(?:\Z|[A-Z][A-Z0-9]{1,2}" + between + rb"))"
    ).search(data, found.start(), stop)
    if header is None:
        return None
    service = _SERVICE.search(data, header.end(), stop)
    component = service[1][0] if service else _DEFAULT_COMPONENT
    return _checked(element[0], _line_end(header[1]), component, b"")


def _with_cut_tail(
    data: Bytes, start: int, stop: int, delimiters: Delimiters, code: str = ""
) -> list[_Span]:
    """Part a last segment that was cut off: half an amount is worse than none.

    A closing segment (SE, GE, IEA) only lacks its terminator and is read.
    """
    end = data.rfind(delimiters.end, start, stop) + 1
    tail = data[end:stop]
    closing = re.compile(rb"[\s\x00]*(?:SE|GE|IEA)" + re.escape(bytes((delimiters.element,))))
    if not end or _BLANK.match(tail) or closing.match(tail):
        return [_Span(start, stop, delimiters, code)]
    return [_Span(start, end, delimiters, code), _Span(end, stop, None, "cut_segment")]
