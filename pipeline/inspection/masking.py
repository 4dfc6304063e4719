"""A segment's elements as they may be shown: what may be seen as it is, the rest letter for letter.

A letter becomes ``x``, a digit ``9``; punctuation and blanks stay, so that length and kind can be
seen and a person cannot. A control character, which could steer a terminal, is written out. Refuses
nothing: bytes that are no segment are masked as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.inspection.shapes import Place, may_be_seen, places
from pipeline.inspection.walking import Segment

SHOWN_LETTERS = 1_000
"""Letters of one element that are shown."""

_SEGMENT_ID = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_HEADER = "ISA"

IsSeen = Callable[[int, Sequence[str], int], bool]
"""Whether a value may be seen: number of its element, components of it, number of the component."""


@dataclass(frozen=True, slots=True)
class Part:
    """An element, or a component of one, as it is shown.

    Attributes:
        place: Such as ``NM103`` or ``SVC01-2``.
        size: How many letters were sent.
        text: What is shown.
        is_masked: Whether that is less than was sent.
    """

    place: str
    size: int
    text: str
    is_masked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A segment as it is shown: on one line, and part by part.

    Attributes:
        text: The segment in its own delimiters, without its end.
        parts: Its filled elements; of a composite its filled components.
    """

    text: str
    parts: tuple[Part, ...]


Show = Callable[[Segment], Shown]
"""How a segment is shown."""

Write = Callable[[str, str], str]
"""How a value is shown that stands in a column of an answer."""


def show_masked(segment: Segment) -> Shown:
    """Return a segment in which all is masked that the allow-list does not name."""
    elements = segment.elements
    known = places(segment.set_code).get(elements[0], ())

    def is_seen(number: int, values: Sequence[str], at: int) -> bool:
        if number == 0:
            return segment.delimiters is not None and bool(_SEGMENT_ID.fullmatch(values[0]))
        return any(_fits(place, elements, number, values, at) for place in known)

    return _shown(segment, is_seen)


def show_raw(segment: Segment) -> Shown:
    """Return a segment as it was sent; it may name a patient."""
    return _shown(segment, lambda *_: True)


def masked(text: str) -> str:
    """Return a text letter for letter: ``x`` for a letter, ``9`` for a digit."""
    return "".join(
        "9" if c.isnumeric() else c if c.isascii() and not c.isalpha() else "x" for c in text
    )


def masked_value(column: str, value: str) -> str:
    """Return a value of an answer's column, masked unless it may be seen."""
    return printable(value if may_be_seen(column, value) else masked(value))


def raw_value(column: str, value: str) -> str:
    """Return a value of an answer's column as it was sent; it may name a patient."""
    del column
    return printable(value)


def printable(text: str) -> str:
    """Return a text with its control characters written out."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def _fits(
    place: Place, elements: Sequence[str], number: int, values: Sequence[str], at: int
) -> bool:
    """Return whether a value stands in this place and looks like what belongs there."""
    # A first component without others is the element as a whole.
    components = {0, 1} if len(values) == 1 else {at}
    if place.element != number or place.component not in components:
        return False
    if not place.shape.fullmatch(values[at - 1].strip(" ")):
        return False
    return all(
        other < len(elements) and elements[other].strip(" ") in wanted
        for other, wanted in place.when
    )


def _shown(segment: Segment, is_seen: IsSeen) -> Shown:
    name, *elements = segment.elements
    told, _ = _told(name, is_seen=is_seen(0, [name], 0))
    if segment.delimiters is None:
        return Shown(told, ())
    element, component = chr(segment.delimiters.element), chr(segment.delimiters.component)
    columns, parts = [told], list[Part]()
    for number, whole in enumerate(elements, start=1):
        values = [whole] if name == _HEADER else whole.split(component)
        texts = []
        for at, value in enumerate(values, start=1):
            text, is_masked = _told(value, is_seen=is_seen(number, values, at))
            texts.append(text)
            if value:
                suffix = f"-{at}" if len(values) > 1 else ""
                parts.append(Part(f"{told}{number:02}{suffix}", len(value), text, is_masked))
        columns.append(printable(component).join(texts))
    return Shown(printable(element).join(columns), tuple(parts))


def _told(value: str, *, is_seen: bool) -> tuple[str, bool]:
    """Return what is shown of a value, and whether that is less than was sent."""
    shown = value if is_seen else masked(value)
    cut = shown[:SHOWN_LETTERS]
    more = f" (and {len(shown) - len(cut)} more)" if len(cut) < len(shown) else ""
    is_less = bool(more) or (not is_seen and any(c.isalnum() for c in value))
    return printable(cut) + more, is_less
