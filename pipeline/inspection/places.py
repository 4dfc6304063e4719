"""The segments that are asked for: around a number, around a byte, or of a claim.

Takes the bytes of a file. Refuses a number or byte that the file does not have.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pipeline.errors import Problem
from pipeline.inspection.opened import InspectError
from pipeline.inspection.walking import Segment, around_byte, around_number, of_claim
from pipeline.x12.windows import Bytes


@dataclass(frozen=True, slots=True)
class View:
    """Segments to show.

    Attributes:
        segments: The segments, in order; to be looked at once.
        number: The one that was asked for; None where a claim was.
        heading: What they are, in words.
    """

    segments: Iterable[Segment]
    number: int | None
    heading: str


def at_segment(path: Path, data: Bytes, number: int, around: int) -> View:
    """Return a segment and its neighbours.

    Raises:
        InspectError: If the file has no segment of this number.
    """
    segments = around_number(data, number, around)
    if not segments:
        raise InspectError(_not_there(path, f"It has no segment {number}."))
    return View(segments, number, f"segments around number {number}")


def at_byte(path: Path, data: Bytes, byte: int, around: int) -> View:
    """Return the segment that holds a byte, counted from 0, and its neighbours.

    Raises:
        InspectError: If the file is shorter.
    """
    segments = around_byte(data, byte, around)
    if not segments:
        raise InspectError(_not_there(path, f"It has {len(data)} bytes and no byte {byte}."))
    asked = next((segment for segment in segments if byte < segment.stop), segments[-1])
    return View(segments, asked.number, f"segments around byte {byte}, {_place(asked, byte)}")


def of_number(data: Bytes, claim_number: str) -> View | None:
    """Return the segments of the claims of a number, or None if there is none."""
    found = of_claim(data, claim_number)
    first = next(found, None)
    if first is None:
        return None
    return View(chain([first], found), None, "segments of the claim")


def _place(segment: Segment, byte: int) -> str:
    """Return which element holds a byte."""
    if segment.delimiters is None:
        return "which is set aside"
    before = segment.data[segment.start : max(segment.start, byte)]
    element = before.count(bytes((segment.delimiters.element,)))
    name = f"element {element}" if element else "the id"
    return f"in {name} of segment {segment.number}"


def _not_there(path: Path, what: str) -> Problem:
    why = "There is nothing to show."
    return Problem(str(path), what, why, f"See what it has with: triage inspect {path}")
