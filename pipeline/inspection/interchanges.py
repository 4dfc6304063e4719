"""Who sent a file to whom, in which delimiters, and what is odd about its framing.

Takes the bytes of a file. Refuses nothing: what has no header that can be read tells nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from pipeline.inspection.masking import printable, show_masked
from pipeline.inspection.typesetting import counted
from pipeline.inspection.walking import Segment
from pipeline.x12.columns import one_date
from pipeline.x12.delimiters import Delimiters
from pipeline.x12.framing import Stretch, frame, segment_ranges
from pipeline.x12.windows import Bytes

_HEADER_LETTERS = 106
_SEGMENTS_LOOKED_AT = 50
_BOM = b"\xef\xbb\xbf"
_LINE_ENDS = {b"\r\n": "CRLF", b"\n": "LF", b"\r": "CR"}

_ARCHIVE = b"PK\x03\x04"

_BEGINNINGS = {
    b"%pdf": "a PDF document",
    b"pk\x03\x04": "a ZIP archive (or a spreadsheet): unpack it first",
    b"\x1f\x8b": "a compressed file (gzip): unpack it first",
    b"-----begin pgp": "an encrypted file (PGP)",
    b"\xff\xfe": "text in UTF-16; it must be plain letters",
    b"\xfe\xff": "text in UTF-16; it must be plain letters",
    b"\xc9\xe2\xc1": "X12 in the letters of a mainframe (EBCDIC)",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"{\\rtf": "a text document (RTF)",
    b"<?xml": "an XML document",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"una": "EDIFACT, another kind of EDI",
    b"unb": "EDIFACT, another kind of EDI",
}
"""How files begin that get into an inbox in the place of X12, in small letters."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Where things are in a file.

    Attributes:
        stretches: Its stretches, each with the number of its first segment.
        offsets: First byte of each segment asked for.
    """

    stretches: list[tuple[Stretch, int]]
    offsets: Mapping[int, int]


def survey(data: Bytes, wanted: Collection[int]) -> Survey:
    """Look for stretches and segments; goes through the file as far as it must.

    Args:
        data: The file.
        wanted: Numbers of segments whose first byte is asked for.
    """
    stretches: list[tuple[Stretch, int]] = []
    offsets: dict[int, int] = {}
    number, last = 0, max(wanted, default=0)
    framed = frame(data)
    for stretch in framed:
        stretches.append((stretch, number + 1))
        if len(stretches) == len(framed) and number >= last:
            break
        for start in _starts(data, stretch):
            number += 1
            if number in wanted:
                offsets[number] = start
            if len(stretches) == len(framed) and number >= last:
                break
    return Survey(stretches, offsets)


def looks_like(data: Bytes) -> str:
    """Return what a file seems to be that is no X12; empty where its beginning tells nothing."""
    beginning = data[:20].lstrip().lower()
    return next((told for mark, told in _BEGINNINGS.items() if beginning.startswith(mark)), "")


def is_archive(data: Bytes) -> bool:
    """Return whether a file is a ZIP archive, in which X12 may stand uncompressed."""
    return data[: len(_ARCHIVE)] == _ARCHIVE


def interchanges(data: Bytes, found: Survey, segment_count: int) -> Iterator[dict[str, Any]]:
    """Yield what is known of each stretch that is read, in order.

    Args:
        data: The file.
        found: Its stretches.
        segment_count: Segments of the file.
    """
    stretches = found.stretches
    ends = [*(first - 1 for _, first in stretches[1:]), segment_count][: len(stretches)]
    for (stretch, first), last in zip(stretches, ends, strict=True):
        if stretch.delimiters is not None:
            yield _interchange(data, stretch, stretch.delimiters, first) | {
                "first_segment": first,
                "last_segment": last,
                "byte_offset": stretch.text_start,
                "byte_count": stretch.stop - stretch.start,
            }


def _interchange(
    data: Bytes, stretch: Stretch, delimiters: Delimiters, first: int
) -> dict[str, Any]:
    spans = list(islice(segment_ranges(data, stretch), _SEGMENTS_LOOKED_AT))
    start, stop = spans[0] if spans else (stretch.text_start, stretch.stop)
    header = show_masked(Segment(data, stretch, first, start, stop, None))
    told = {part.place: part.text.strip() for part in header.parts}
    return {
        "has_header": header.text.startswith("ISA"),
        "sender_qualifier": told.get("ISA05"),
        "sender_id": told.get("ISA06"),
        "receiver_qualifier": told.get("ISA07"),
        "receiver_id": told.get("ISA08"),
        "sent_on": _day(told.get("ISA09")),
        "sent_at": told.get("ISA10"),
        "version": told.get("ISA12"),
        "control_number": told.get("ISA13"),
        "usage": told.get("ISA15"),
        "delimiters": _named(delimiters),
        "framing": list(_framing(data, stretch, delimiters, spans)),
    }


def _named(delimiters: Delimiters) -> dict[str, str | None]:
    repetition = delimiters.repetition
    return {
        "element": printable(chr(delimiters.element)),
        "component": printable(chr(delimiters.component)),
        "repetition": None if repetition is None else printable(chr(repetition)),
        "segment": printable(chr(delimiters.segment)),
    }


def _framing(
    data: Bytes, stretch: Stretch, delimiters: Delimiters, spans: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """Yield how the segments lie in the file, as sentences."""
    lead = data[stretch.start : stretch.text_start]
    if lead.startswith(_BOM):
        yield "begins with a byte order mark"
    elif lead:
        yield f"{counted(len(lead), 'blank byte')} in front"
    if spans and data[spans[0][0] : spans[0][0] + 3] == b"ISA":
        yield from _of_header(data[spans[0][0] : spans[0][1]], delimiters)
    between = {data[stop:start] for (_, stop), (start, _) in pairwise(spans)} - {b""}
    lines = sorted({name for text in between if (name := _line_end(text))})
    if lines:
        yield f"a line a segment ({', '.join(lines)})"
    elif delimiters.segment in b"\r\n":
        yield "line ends close the segments"
    if any(text[-1:] in (b" ", b"\t") for text in between):
        yield "segments are indented"


def _line_end(text: bytes) -> str:
    return next((name for end, name in _LINE_ENDS.items() if text.startswith(end)), "")


def _of_header(header: bytes, delimiters: Delimiters) -> Iterator[str]:
    text = header.translate(None, delimiters.line_ends)
    if text != header:
        yield "lines are broken inside of segments"
    if len(text) != _HEADER_LETTERS:
        yield f"its header has {len(text)} letters, not {_HEADER_LETTERS}"


def _starts(data: Bytes, stretch: Stretch) -> Iterator[int]:
    if stretch.delimiters is None:
        yield stretch.start
    else:
        yield from (start for start, _ in segment_ranges(data, stretch))


def _day(text: str | None) -> str | None:
    """Return a date as it is written in words, or what was sent."""
    day, _ = one_date(text) if text else (None, "")
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else text
