"""Segments of a file as lines of plain text, and one of them element by element.

Takes segments and how they are shown. Refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.inspection.masking import Show, Shown
from pipeline.inspection.typesetting import counted
from pipeline.inspection.walking import Segment

_MASK = "shown as x and 9"


def segment_lines(segments: Iterable[Segment], show: Show, number: int | None) -> Iterator[str]:
    """Yield a line a segment, with a mark in front of the one that was asked for.

    Args:
        segments: In their order; where others are left out a line says so.
        show: How they are shown.
        number: The segment that was asked for, which is told element by element below.
    """
    asked: tuple[Segment, Shown] | None = None
    last = 0
    yield f"  {'Segment':>9} {'Byte':>11}  {'Text'}"
    for segment in segments:
        shown = show(segment)
        if last and segment.number != last + 1:
            yield f"  {'...':>9}"
        mark = ">" if segment.number == number else " "
        yield f"{mark} {segment.number:>9} {segment.start:>11}  {_text(segment, shown)}"
        last = segment.number
        asked = (segment, shown) if segment.number == number else asked
    if asked is not None:
        yield from _parts(*asked)


def segment_facts(segments: Iterable[Segment], show: Show) -> Iterator[Mapping[str, Any]]:
    """Yield the same as plain values."""
    for segment in segments:
        shown = show(segment)
        yield {
            "segment_number": segment.number,
            "byte_offset": segment.start,
            "byte_count": segment.stop - segment.start,
            "set_code": segment.set_code,
            "set_aside": segment.stretch.code if segment.delimiters is None else None,
            "text": shown.text,
            "elements": [
                {
                    "place": part.place,
                    "letter_count": part.size,
                    "text": part.text,
                    "is_masked": part.is_masked,
                }
                for part in shown.parts
            ],
        }


def _text(segment: Segment, shown: Shown) -> str:
    if segment.delimiters is not None:
        return shown.text
    size = counted(segment.stop - segment.start, "byte")
    return f"({size} set aside: {segment.stretch.code}) {shown.text}"


def _parts(segment: Segment, shown: Shown) -> Iterator[str]:
    if not shown.parts:
        return
    inside = f"in a set {segment.set_code}" if segment.set_code else "outside of any set"
    yield ""
    yield f"Segment {segment.number}, bytes {segment.start} to {segment.stop - 1}, {inside}"
    width = max(len(part.place) for part in shown.parts)
    yield f"  {'Element':<{max(width, 7)}}  Letters  Value"
    for part in shown.parts:
        masked = f"   ({_MASK})" if part.is_masked else ""
        yield f"  {part.place:<{max(width, 7)}}  {part.size:>7}  {part.text}{masked}".rstrip()
