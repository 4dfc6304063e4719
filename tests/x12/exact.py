"""The slow reader: splits, walks and converts one segment at a time; the engine must agree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from pipeline.x12.delimiters import Delimiters
from pipeline.x12.framing import frame, segment_ranges
from pipeline.x12.layouts import ENVELOPE, LAYOUTS, Column, Kind, Layout, Part, Table

LONGEST_ENVELOPE_VALUE = 200
ENVELOPE_IDS = ("ISA", "GS", "ST", "SE", "GE", "IEA")


@dataclass
class Segment:
    """One segment: its number, its elements as sent, its component separator."""

    number: int
    parts: list[str]
    component: str

    def element(self, at: int) -> str:
        return self.parts[at].strip(" ") if at < len(self.parts) else ""


@dataclass
class Found:
    """What the slow reader made of a file."""

    tables: dict[str, list[tuple]] = field(default_factory=dict)
    sets: list[tuple] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    segment_count: int = 0


def read_exactly(data: bytes) -> Found:
    found = Found()
    segments = _segments(data, found)
    current: list | None = None
    layout: Layout | None = ENVELOPE
    loops: dict[str, int] = {}
    last = 0
    for segment in segments:
        name = segment.parts[0]
        if current and name in ENVELOPE_IDS and name != "SE":
            found.sets.append((*current, last, False))
            current, layout = None, ENVELOPE
        if name == "ST":
            current = [segment.number, segment.element(1)[:LONGEST_ENVELOPE_VALUE] or None]
            layout, loops = LAYOUTS.get(segment.element(1)), {}
        dated = {"ISA": 9, "GS": 4}.get(name)
        if dated and segment.element(dated) and _date(segment.element(dated))[1]:
            found.faults.append((segment.number, "bad_date"))
        if layout is not None:
            _walk(layout, segment, loops)
            _fill(layout, segment, current[0] if current else None, loops, found)
        if name == "SE" and current:
            found.sets.append((*current, segment.number, True))
            current, layout = None, ENVELOPE
        last = segment.number
    if current:
        found.sets.append((*current, last, False))
    return found


def _segments(data: bytes, found: Found) -> list[Segment]:
    try:
        data.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = "latin-1"
    segments = []
    for stretch in frame(data):
        marks = stretch.delimiters
        if marks is None:
            found.segment_count += 1
            continue
        for start, stop in segment_ranges(data, stretch):
            found.segment_count += 1
            text = data[start:stop]
            if not text.endswith(marks.end):
                text = without_blank_end(text)
            text = text.removesuffix(marks.end).translate(None, marks.line_ends).decode(encoding)
            text = without_tabs(text, marks)
            parts = text.split(chr(marks.element))
            segments.append(Segment(found.segment_count, parts, chr(marks.component)))
    return segments


def without_tabs(text: str, marks: Delimiters) -> str:
    """Make spaces of tabs where a tab separates nothing."""
    separators = {marks.element, marks.segment, marks.component, marks.repetition}
    return text if ord("\t") in separators else text.replace("\t", " ")


def without_blank_end(text: bytes) -> bytes:
    """Leave out blanks and whole byte order marks at the end."""
    stop = len(text)
    while stop:
        if text.endswith(b"\xef\xbb\xbf", 0, stop):
            stop -= 3
        elif text[stop - 1] in b" \t\r\n\f\v\x00\x1a":
            stop -= 1
        else:
            break
    return text[:stop]


def _walk(layout: Layout, segment: Segment, loops: dict[str, int]) -> None:
    name = segment.parts[0]
    depth, opened = layout.closes.get(name), ""
    for loop in layout.loops:
        if loop.opener == name and (not loop.inside or loop.inside in loops):
            depth, opened = loop.depth, loop.name
    if depth is None:
        return
    for loop in layout.loops:
        if loop.depth >= depth:
            loops.pop(loop.name, None)
    if opened:
        loops[opened] = segment.number


def _fill(
    layout: Layout, segment: Segment, st: int | None, loops: dict[str, int], found: Found
) -> None:
    for name, table in layout.tables.items():
        if segment.parts[0] not in table.segments:
            continue
        if table.only and segment.element(1) not in table.only:
            continue
        parents = [loops.get(parent) for parent in table.parents]
        if _has_more(table, segment):
            found.faults.append((segment.number, "extra_groups"))
        for base, ordinal in _groups(table, segment):
            row = [_value(c, base, segment, found) for c in table.columns.values()]
            keys = [segment.number, st, *parents, *([ordinal] if table.repeat else [])]
            found.tables.setdefault(name, []).append((*keys, *row))


def _groups(table: Table, segment: Segment) -> list[tuple[int, int]]:
    if table.repeat is None:
        return [(0, 0)]
    groups = []
    for ordinal in range(1, table.repeat.most + 1):
        base = table.repeat.before + table.repeat.stride * (ordinal - 1)
        own = [base + c.element for c in table.columns.values() if c.repeats]
        if any(segment.parts[at] for at in own if at < len(segment.parts)):
            groups.append((base, ordinal))
    return groups


def _has_more(table: Table, segment: Segment) -> bool:
    if table.repeat is None:
        return False
    groups = table.repeat.stride * table.repeat.most
    return any(segment.parts[1 + table.repeat.before + groups :])


def _value(column: Column, base: int, segment: Segment, found: Found) -> str | None:
    qualifier, codes = column.when
    if codes and segment.element(qualifier) not in codes:
        return None
    text = segment.element(column.element + (base if column.repeats else 0))
    if column.component:
        parts = text.split(segment.component)
        if column.under and parts[0].strip(" ") not in column.under:
            return None
        text = parts[column.component - 1].strip(" ") if column.component <= len(parts) else ""
    if not text:
        return None
    value, fault = _typed(column, text)
    if fault:
        found.faults.append((segment.number, fault))
    return value


def _typed(column: Column, text: str) -> tuple[str | None, str]:
    if column.kind is Kind.MONEY:
        return _amount(text)
    if column.kind is Kind.INTEGER:
        return (text, "") if re.fullmatch(r"[0-9]{1,9}", text) else (None, "bad_number")
    if column.kind is not Kind.DATE:
        return text, ""
    if column.part is not Part.WHOLE and len(text.encode()) == 17:
        text = text[:8] if column.part is Part.FIRST_DATE else text[9:]
    return _date(text)


def _amount(text: str) -> tuple[str | None, str]:
    if not re.fullmatch(r"-?[0-9]*(\.[0-9]*)?", text) or not re.search(r"[0-9]", text):
        return None, "bad_money"
    if len(text.lstrip("-0").partition(".")[0]) > 10:
        return None, "bad_money"
    exact = Decimal(text)
    rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if abs(rounded) >= 10**10:
        return None, "bad_money"
    return str(rounded), "" if rounded == exact else "finer_money"


def _date(text: str) -> tuple[str | None, str]:
    if not re.fullmatch(r"[0-9]{6}|[0-9]{8}|[0-9]{12}|[0-9]{14}", text):
        return None, "bad_date"
    if len(text) == 6:
        text = ("19" if text >= "70" else "20") + text
    try:
        year = datetime.strptime(text[:8], "%Y%m%d").year  # noqa: DTZ007
    except ValueError:
        return None, "bad_date"
    return (text[:8], "") if 1900 <= year <= 2099 else (None, "bad_date")
