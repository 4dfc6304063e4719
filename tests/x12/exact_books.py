"""The slow bookkeeper: envelopes, findings, counts and set-aside bytes, one segment at a time."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

from pipeline.x12.findings import FINDINGS
from pipeline.x12.framing import frame
from tests.x12.exact import Found, _date
from tests.x12.exact_lines import Aside, Line, Lost, Remark, canonical, parts_of

LEVELS = (
    ("ISA", "IEA", 13, "missing_interchange_trailer", "wrong_group_count"),
    ("GS", "GE", 6, "missing_group_trailer", "wrong_set_count"),
    ("ST", "SE", 2, "missing_set_trailer", "wrong_segment_count"),
)
OPENERS = {level[0]: depth for depth, level in enumerate(LEVELS)}
TRAILERS = {level[1]: depth for depth, level in enumerate(LEVELS)}
KNOWN_SETS = ("835", "277", "999", "997", "837")
GUIDES = {
    "277": (
        ("X214", "277CA"),
        ("X167", "277CA"),
        ("X212", "277"),
        ("X213", "277"),
        ("X093", "277"),
    ),
    "837": (
        *(("X222", "837P"), ("X098", "837P"), ("X223", "837I"), ("X096", "837I")),
        *(("X224", "837D"), ("X097", "837D")),
    ),
}
SERVICES = {"SV1": "837P", "SV2": "837I", "SV3": "837D"}
OF_VALUES = ("bad_money", "finer_money", "bad_date", "bad_number", "extra_groups")


@dataclass
class Books:
    """What must be said of a file besides its rows."""

    sets: list[dict] = field(default_factory=list)
    found: set[tuple[int | None, str, str]] = field(default_factory=set)
    quarantine: list[tuple[int, int, int, str]] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    kind: str = ""
    on: str | None = None
    lost: list[str] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)
    starts_of_remarks: dict[tuple[int, str], int] = field(default_factory=dict)

    def note(self, number: int | None, code: str, *numbers: int) -> None:
        self.found.add((number, code, FINDINGS[code].problem.format(*numbers)))


@dataclass
class _Open:
    control: str | None
    number: int
    children: int = 0


def keep_books(data: bytes, exact: Found) -> Books:
    """Say what must be said of a file whose rows the slow reader made."""
    books = Books()
    lines = []
    for part in parts_of(data):
        if isinstance(part, Line):
            lines.append(part)
            books.starts[part.number] = part.start
        else:
            _book(part, books)
    loaded = {row[0] for rows in exact.tables.values() for row in rows}
    _Walk(books, lines, loaded).through()
    for line in lines:
        fate = (
            "loaded" if line.number in loaded or line.name in {*OPENERS, *TRAILERS} else "ignored"
        )
        books.counts[line.name, "quarantined" if line.name == "?" else fate] += 1
    _bad_runs(lines, books)
    books.quarantine.sort()
    if not data:
        books.note(None, "empty_file")
    is_readable = any(stretch.delimiters for stretch in frame(data))
    if is_readable and not any(
        fate == "loaded" and name not in {*OPENERS, *TRAILERS} for name, fate in books.counts
    ):
        books.note(None, "nothing_read", books.counts.total())
    return books


def _book(part: Aside | Remark | Lost, books: Books) -> None:
    """Book what is no segment."""
    if isinstance(part, Lost):
        books.lost.append(f"bytes {part.start} to {part.stop}")
    elif isinstance(part, Remark):
        books.starts_of_remarks[part.number, part.code] = part.start
        books.note(part.number, part.code)
    else:
        size = part.stop - part.start
        books.starts[part.number] = part.start
        books.note(part.number, part.code, size)
        books.quarantine.append((part.start, size, part.number, part.code))
        books.counts["?", "quarantined"] += 1


def _bad_runs(lines: list[Line], books: Books) -> None:
    bad = [line for line in lines if line.name == "?"]
    runs: list[list[Line]] = []
    for line in bad:
        if runs and runs[-1][-1].number == line.number - 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    for run in runs:
        first, last = run[0], run[-1]
        books.quarantine.append((first.start, last.stop - first.start, first.number, "bad_segment"))
        books.note(first.number, "bad_segment", len(run))


class _Walk:
    """Walks a file's envelopes."""

    def __init__(self, books: Books, lines: list[Line], loaded: set[int]) -> None:
        self.books, self.lines, self.loaded = books, lines, loaded
        self.open: dict[int, _Open] = {}
        self.used: dict[int, set[str | None]] = {0: set(), 1: set(), 2: set()}
        self.columns: dict[str, str | None] = {}
        self.set: dict | None = None
        self.content = hashlib.sha256()
        self.unread = ""
        self.outside = 0
        self.is_behind = False
        self.last = 0

    def through(self) -> None:
        for at, line in enumerate(self.lines):
            if line.parts[0] in OPENERS:
                self._close(OPENERS[line.parts[0]])
                self._opener(at, line)
            elif line.parts[0] in TRAILERS:
                self._close(TRAILERS[line.parts[0]] + 1)
                self._trailer(line)
            elif self.set is not None:
                self.content.update(canonical(line))
            elif line.name not in ("?", "ISB", "ISE", "TA3") and line.number not in self.loaded:
                self.outside += 1
            self.last = line.number
        self._close(0)
        if self.outside:
            self.books.note(None, "outside_set", self.outside)
        has_acks = any(line.parts[0] == "TA1" and line.number in self.loaded for line in self.lines)
        other = "TA1" if has_acks else self.unread or "unknown"
        self.books.kind = self.books.kind or other

    def _close(self, depth: int) -> None:
        for level in (2, 1, 0):
            if level >= depth and level in self.open:
                self.books.note(self.open.pop(level).number, LEVELS[level][3])
                if level == 2:
                    self._end_set(self.last)

    def _opener(self, at: int, line: Line) -> None:
        depth = OPENERS[line.parts[0]]
        control = line.element(LEVELS[depth][2])
        if depth - 1 in self.open:
            self.open[depth - 1].children += 1
        if depth == 2 and 0 in self.open and 1 not in self.open:
            self.books.note(line.number, "missing_group")
        if depth > 0 and self.is_behind:
            self.books.note(line.number, "outside_interchange")
        self.is_behind = False
        if control in self.used[depth]:
            self.books.note(line.number, "duplicate_control_number")
        self.used[depth].add(control)
        for deeper in range(depth + 1, 3):
            self.used[deeper] = set()
        self.open[depth] = _Open(control, line.number)
        (self._interchange, self._group, self._set)[depth](at, line)

    def _interchange(self, _: int, line: Line) -> None:
        self.columns = {
            "interchange_sender_id": line.element(6),
            "interchange_receiver_id": line.element(8),
            "interchange_on": self._day(line, 9),
            "interchange_control_number": line.element(13),
        }

    def _group(self, _: int, line: Line) -> None:
        self.columns = self.columns | {
            "functional_code": line.element(1),
            "group_sender": line.element(2),
            "group_receiver": line.element(3),
            "group_on": self._day(line, 4),
            "group_control_number": line.element(6),
            "version": line.element(8),
        }

    def _day(self, line: Line, at: int) -> str | None:
        text = line.element(at)
        day = _date(text)[0] if text else None
        self.books.on = self.books.on or day
        return day

    def _set(self, at: int, line: Line) -> None:
        code = line.element(1)
        version = line.element(3) or self.columns.get("version")
        self.set = self.columns | {
            "segment_number": line.number,
            "version": version,
            "set_code": code,
            "control_number": line.element(2),
        }
        names = [self.columns.get("interchange_sender_id"), self.columns.get("group_sender"), code]
        if code in ("997", "999"):
            names.append(self.columns.get("group_on") or self.columns.get("interchange_on"))
        self.content = hashlib.sha256("".join(f"{name or ''}\x1e" for name in names).encode())
        if code in KNOWN_SETS:
            self.books.kind = self.books.kind or self._kind(at, code, version or "")
        elif re.fullmatch("[0-9]{3}", code or ""):
            self.unread = self.unread or str(code)
            self.books.note(line.number, "unknown_set", int(code or 0))
        else:
            self.books.note(line.number, "unnamed_set")

    def _kind(self, at: int, code: str, version: str) -> str:
        for guide, kind in GUIDES.get(code, ()):
            if guide in version:
                return kind
        inside = []
        for line in self.lines[at + 1 :]:
            if line.parts[0] in OPENERS or line.parts[0] in TRAILERS:
                break
            inside.append(line)
        if code == "277":
            says = inside and inside[0].parts[0] == "BHT" and inside[0].element(6) == "TH"
            return "277CA" if says else "277"
        if code == "837":
            kinds = (SERVICES.get(line.parts[0]) for line in inside)
            return next((kind for kind in kinds if kind), "837P")
        return "999" if code == "997" else code

    def _trailer(self, line: Line) -> None:
        depth = TRAILERS[line.parts[0]]
        opened = self.open.pop(depth, None)
        if opened is None:
            self.books.note(line.number, "stray_trailer")
            return
        counted = line.number - opened.number + 1 if depth == 2 else opened.children
        said = line.element(1) or ""
        if not re.fullmatch("[0-9]{1,9}", said):
            self.books.note(line.number, "unreadable_count", counted)
        elif int(said) != counted:
            self.books.note(line.number, LEVELS[depth][4], int(said), counted)
        if line.element(2) != opened.control:
            self.books.note(line.number, "wrong_control_number")
        if depth == 2:
            self._end_set(line.number)
            self.books.sets[-1]["is_complete"] = True
            return
        # What stands behind a trailer is not of that sender any more.
        is_kept = "interchange_" if depth == 1 else "-"
        self.columns = {k: v for k, v in self.columns.items() if k.startswith(is_kept)}
        self.is_behind = depth == 0

    def _end_set(self, last: int) -> None:
        made, self.set = self.set or {}, None
        made["last_segment"] = last
        made["segment_count"] = last - made["segment_number"] + 1
        made["transaction_digest"] = self.content.hexdigest()
        made["is_complete"] = False
        self.books.sets.append(made)
