r"""Which separators a stretch of a file has: takes bytes, tells them or None; refuses none.

They are read from an interchange's own ISA, or guessed from a set without one. They are never
rewritten in the text: free text may hold another interchange's separator.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from pipeline.x12.windows import Bytes, search

LOOKED_AT = 512
"""Bytes that are looked at to read a header, and behind one to see whether segments follow."""

NEXT = re.compile(rb"[\s\x00]*(?:\Z|(?:ISA|IEA|GS|ST|TA1)[^A-Za-z0-9])")

_PADDED_AT = (3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103)
"""Where the element separators of a full-length ISA stand; 104 is the component's, 105 the end."""

_PADDED_BYTES = 106
_SEPARATORS_OF = itemgetter(*_PADDED_AT)
_DEFAULT_COMPONENT = ord(":")
_NO_SEPARATOR = b" .-\x00"
_HEADER = re.compile(rb"ISA[^A-Za-z0-9 .\-\x00\x80-\xff]")
_HEADER_BYTES = 4
_SEGMENT = re.compile(rb"[\s\x00]*(?:\Z|[A-Z][A-Z0-9]{1,2}[^A-Za-z0-9])")
_USUAL_ENDS = b"~\r\n"
_COMPOSITE_BYTES = 17

# The first service or status of a file stands within some kilobytes of its header. A file without
# any must not be searched whole. Decided 2026-11-29.
_BEFORE_FIRST_SERVICE = 1 << 16


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
    def blank_run(self) -> re.Pattern[bytes]:
        """Return what matches any number of such bytes."""
        return re.compile(b"[" + re.escape(self.blanks) + b"]*+")

    @property
    def line_ends(self) -> bytes:
        """Return the line-end bytes that are no delimiter: they mean nothing anywhere."""
        return bytes(b for b in b"\r\n" if b not in (self.element, self.segment))

    @property
    def tabs_are_blank(self) -> bool:
        """Return whether a tab separates nothing: then it means what a space does."""
        return ord("\t") not in (self.element, self.segment, self.component, self.repetition)

    @property
    def filler(self) -> re.Pattern[bytes]:
        """Return what matches any number of blanks and of terminators that end nothing."""
        return re.compile(b"(?:[" + re.escape(self.blanks + self.end) + b"]++|\xef\xbb\xbf)*+")


def headers(data: Bytes) -> Iterator[tuple[int, Delimiters]]:
    """Give place and delimiters of every ISA that can be read."""
    at = 0
    last: Delimiters | None = None
    while found := search(_HEADER, data, at, len(data), _HEADER_BYTES):
        at = found.start()
        window = data[at : at + LOOKED_AT]
        delimiters = _padded(window) or (_unpadded(window) if _may_open(data, at, last) else None)
        if delimiters is not None:
            yield at, delimiters
            last = delimiters
        at += 3 if delimiters is None else 60


def starts_segment(data: Bytes, at: int, delimiters: Delimiters) -> bool:
    """Return whether a terminator stands in front of a place, blanks between left out."""
    before = data[max(0, at - LOOKED_AT) : at].removesuffix(b"\xef\xbb\xbf")
    return not before or before.rstrip(delimiters.blanks)[-1:] == delimiters.end


def lacks_end(header: bytes) -> bool:
    """Return whether the next segment stands where an ISA with all its elements should end."""
    parts = header.split(header[3:4], 16) if len(header) > 3 else []
    tail = parts[16] if len(parts) == 17 else b""
    return not tail[:1].isalnum() and not NEXT.match(tail) and bool(NEXT.match(tail[1:]))


def _may_open(data: Bytes, at: int, last: Delimiters | None) -> bool:
    """Return whether an ISA of odd length may be one: inside a segment it is part of a name."""
    before = data[at - 1 : at] if at else b""
    if last is None:
        return not before.isalnum()
    return before in (b"\r", b"\n") or starts_segment(data, at, last)


def component_in_use(data: Bytes, start: int, stop: int, delimiters: Delimiters) -> int:
    """Return the component separator of the first service or status, else that of the header."""
    element = re.escape(bytes((delimiters.element,)))
    composite = re.compile(
        rb"(?<![A-Za-z0-9])(?:(?:S(?:VC|V1|V3)|SV2"
        + element
        + rb"[0-9]{0,4})"
        + element
        + rb"[A-Z]{2}|STC"
        + element
        + rb"[A-Z][0-9][A-Z0-9]?)([^A-Za-z0-9\s])"
    )
    near = min(stop, start + _BEFORE_FIRST_SERVICE)
    found = search(composite, data, start, near, _COMPOSITE_BYTES)
    value = found[1][0] if found else delimiters.component
    is_other = value not in (delimiters.element, delimiters.segment) and _is_separator(value)
    return value if is_other else delimiters.component


def of_bare_set(data: Bytes, start: int, stop: int, element: bytes) -> Delimiters | None:
    """Guess the delimiters of a set without ISA: its ST ends where the next segment begins."""
    between = re.escape(element)
    header = search(
        re.compile(
            rb"ST" + between + rb"[0-9]{3}" + between + rb"[A-Za-z0-9]{1,9}"
            rb"(?:" + between + rb"[^" + between + rb"]{0,35}?)?(\r\n|[^A-Za-z0-9])"
            rb"(?=\s{0,%d}(?:\Z|[A-Z][A-Z0-9]{1,2}" % LOOKED_AT + between + rb"))"
        ),
        data,
        start,
        stop,
        longest=2 * LOOKED_AT,
    )
    if header is None:
        return None
    guessed = _checked(element[0], _line_end(header[1]), _DEFAULT_COMPONENT, b"")
    if guessed is None:
        return None
    component = component_in_use(data, header.end(), stop, guessed)
    return replace(guessed, component=component)


def _padded(window: bytes) -> Delimiters | None:
    """Read an ISA of full length, also one wrapped at a fixed line length."""
    unwrapped = window.translate(None, b"\r\n")
    for text in (window, unwrapped) if len(unwrapped) < len(window) else (window,):
        if len(text) >= _PADDED_BYTES and len(set(_SEPARATORS_OF(text))) == 1:
            end = _line_end(text[105:107])
            return _checked(text[3], end, text[104], text[82:83])
    return None


def _unpadded(window: bytes) -> Delimiters | None:
    """Read an ISA whose elements are shorter (or longer) than they should be."""
    parts = window.split(window[3:4], 16) if len(window) > 3 else []
    tail = parts[16] if len(parts) == 17 else b""
    if len(tail) < 2:
        return None
    has_component = tail[:1] != b"~" and not tail[1:2].isalnum()
    end = _line_end(tail[1:3]) if has_component else tail[0]
    rest = tail[2:] if has_component else tail[1:]
    if not NEXT.match(rest) or max(map(len, parts[:16])) > 35:
        return None
    if not has_component and not _ends_segments(end, rest):
        return None
    return _checked(window[3], end, tail[0] if has_component else _DEFAULT_COMPONENT, parts[11])


def _ends_segments(end: int, text: bytes) -> bool:
    """Return whether a sign ends the next segment too; else it parts components, and ends are lost.

    A sign that is nearly always an end needs no proof.
    """
    if end in _USUAL_ENDS:
        return True
    found = text.find(bytes((end,)))
    return found >= 0 and bool(_SEGMENT.match(text, found + 1))


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
    return value < 128 and not bytes((value,)).isalnum() and value not in _NO_SEPARATOR
