"""Interchanges, groups and transaction sets: takes chunks in file order, keeps what is still open.

One small object is made for a transaction set, none for what is in it. Refuses nothing: an envelope
that does not fit together becomes a finding, and what it holds is read all the same.
"""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from pipeline.x12.columns import one_date
from pipeline.x12.envelope_levels import (
    INTERCHANGE,
    LEVELS,
    OF_INTERCHANGE,
    OPENERS,
    SET,
    TRAILERS,
    ControlNumbers,
    FileEnvelope,
    Level,
    Opened,
)
from pipeline.x12.envelope_steps import Step, steps
from pipeline.x12.kinds import UNLESS_TOLD, kind_by_content, kind_by_guide
from pipeline.x12.layouts import ENVELOPE, LAYOUTS, Layout
from pipeline.x12.places import Places, places
from pipeline.x12.segments import Chunk
from pipeline.x12.transaction_sets import TransactionSet, canonical, digest_of

OUTSIDE, UNREAD = 0, 1
READERS: tuple[Layout | None, ...] = (ENVELOPE, None, *LAYOUTS.values())
"""What reads a segment, by its code: outside of any set, in an unknown set, in a known one."""

_SETS_AT_ONCE = 4096

Note = Callable[[int, str, int, tuple[int, ...]], None]
"""Takes a finding: file, code, number of the segment, what its sentence needs."""

Keep = Callable[[Sequence[TransactionSet]], None]
"""Takes sets that have ended."""

_CODES = {set_code: code for code, set_code in enumerate(LAYOUTS, start=UNREAD + 1)}


class Walker:
    """Walks the envelope segments of chunks that come in the order of the files."""

    def __init__(self, note: Note, keep: Keep) -> None:
        """Start before the first file; findings are handed to ``note``, sets to ``keep``."""
        self._sets: list[TransactionSet] = []
        self._keep = keep
        self.files: dict[int, FileEnvelope] = {}
        self._hand_on = note
        self._now = FileEnvelope(-1)
        self._canonical = memoryview(b"")
        self._content = 0

    def walk(self, chunk: Chunk) -> Places:
        """Take the next chunk; tell where each of its segments stands."""
        self._canonical, self._content = canonical(chunk), 0
        marks = [(0, *self._place())]
        for step in steps(chunk):
            before = step.before if step.row else self._now.last_number
            if self._now.file != step.file:
                self._close(0, step.start, before)
                self._now = self.files[step.file] = FileEnvelope(step.file)
                marks.append((step.row, *self._place()))
            if step.is_envelope:
                self._step(step, before)
                marks.append((step.row + (step.values[0] == "SE"), *self._place()))
        self._stop(len(self._canonical))
        self._now.last_number = int(chunk.number[-1])
        self._hand_sets_on()
        spread = places(marks, len(chunk))
        for unclear in [file for file in self.files.values() if file.unclear]:
            _tell_kind(unclear, chunk, spread)
        return spread

    @property
    def file(self) -> int:
        """Return the ordinal of the file the walker is in; those before are walked to their end."""
        return self._now.file

    @property
    def opened(self) -> list[int]:
        """Return the numbers of the segments that opened what is open."""
        return [opened.number for opened in self._now.opened.values()]

    def finish(self) -> None:
        """Close what the file that ends here left open."""
        self._content = 0
        self._close(0, 0, self._now.last_number)
        self._now = FileEnvelope(-1)
        self._hand_sets_on()

    def _place(self) -> tuple[int, int]:
        if self._now.current is None:
            return OUTSIDE, 0
        row, _ = self._now.current
        return _CODES.get(row.set_code or "", UNREAD), row.segment_number

    def _step(self, step: Step, before: int) -> None:
        """Take one envelope segment; ``before`` is the number of the segment in front of it."""
        name = step.values[0] or ""
        level = OPENERS.get(name) or TRAILERS[name]
        is_trailer = name in TRAILERS
        self._close(level.depth + is_trailer, step.start, before)
        if is_trailer:
            self._trailer(level, step)
            return
        self._open(level, step.number, step.values)
        if level is SET:
            self._content = step.stop
            self._begin_set(step)
        else:
            self._read_header(level, step.number, step.values)

    def _open(self, level: Level, number: int, values: list[str | None]) -> None:
        now, control = self._now, values[level.control]
        if level.depth - 1 in now.opened:
            now.opened[level.depth - 1].children += 1
        elif level is SET and INTERCHANGE.depth in now.opened:
            self._note("missing_group", number)
        if now.is_behind and level is not INTERCHANGE:
            self._note("outside_interchange", number)
        now.is_behind = False
        used = now.used.get(level.depth) or now.used.setdefault(level.depth, ControlNumbers())
        if used.add(control):
            self._note("duplicate_control_number", number)
        for deeper in LEVELS[level.depth + 1 :]:
            now.used.pop(deeper.depth, None)
        now.opened[level.depth] = Opened(control, number)

    def _trailer(self, level: Level, step: Step) -> None:
        """Close an envelope by its own trailer, and compare what the trailer says."""
        number, values = step.number, step.values
        opened = self._now.opened.pop(level.depth, None)
        if opened is None:
            self._note("stray_trailer", number)
            return
        counted = number - opened.number + 1 if level is SET else opened.children
        said = values[1] or ""
        if not (said.isascii() and said.isdigit() and len(said) <= 9):
            self._note("unreadable_count", number, counted)
        elif int(said) != counted:
            self._note(level.miscounted, number, int(said), counted)
        if values[2] != opened.control_number:
            self._note("wrong_control_number", number)
        if level is SET:
            self._end_set(step.start, number, is_complete=True)
        else:
            self._leave(level)

    def _leave(self, level: Level) -> None:
        """Forget what only held inside: a set behind a trailer is not of that sender."""
        now = self._now
        kept = () if level is INTERCHANGE else OF_INTERCHANGE
        now.columns = {name: now.columns[name] for name in kept if name in now.columns}
        now.is_behind = level is INTERCHANGE

    def _close(self, depth: int, start: int, last_number: int) -> None:
        """Close what is open at ``depth`` and deeper although no trailer came."""
        if not self._now.opened:
            return
        for level in reversed(LEVELS[depth:]):
            opened = self._now.opened.pop(level.depth, None)
            if opened is None:
                continue
            self._note(level.missing, opened.number)
            if level is SET:
                self._end_set(start, last_number, is_complete=False)

    def _begin_set(self, step: Step) -> None:
        now, number, values = self._now, step.number, step.values
        code = values[1] or ""
        version = values[3] or now.columns.get("version")
        opened = TransactionSet(now.file, number, now.columns, version, values[1], values[2])
        now.current = opened, digest_of(opened)
        if not (now.kind or now.unclear):
            now.kind = kind_by_guide(code, version or "")
            now.unclear = (code, number) if code in UNLESS_TOLD and not now.kind else None
        if code not in LAYOUTS:
            self._note_unread(code, number)

    def _end_set(self, start: int, last_number: int, *, is_complete: bool) -> None:
        row, digest = self._now.current or (TransactionSet(-1, 0, {}), hashlib.sha256())
        digest.update(self._canonical[self._content : start])
        row.transaction_digest = digest.hexdigest()
        row.last_segment = last_number
        row.segment_count = last_number - row.segment_number + 1
        row.is_complete = is_complete
        self._now.current = None
        self._sets.append(row)
        if len(self._sets) >= _SETS_AT_ONCE:
            self._hand_sets_on()

    def _hand_sets_on(self) -> None:
        self._keep(self._sets)
        self._sets = []

    def _stop(self, size: int) -> None:
        """Hash what the chunk holds of the set that goes on in the next one."""
        if self._now.current is not None:
            self._now.current[1].update(self._canonical[self._content : size])

    def _read_header(self, level: Level, number: int, values: list[str | None]) -> None:
        """Keep what the sets that follow take from an ISA or GS."""
        now = self._now
        element = 9 if level is INTERCHANGE else 4
        on, fault = one_date(values[element] or "") if values[element] else (None, "")
        if fault:
            self._note(fault, number, element)
        now.on = now.on or on
        if level is INTERCHANGE:
            found = (values[6], values[8], on, values[13])
            now.columns = dict(zip(OF_INTERCHANGE, found, strict=True))
            return
        now.columns = now.columns | {
            "functional_code": values[1],
            "group_sender": values[2],
            "group_receiver": values[3],
            "group_on": on,
            "group_control_number": values[6],
            "version": values[8],
        }

    def _note_unread(self, code: str, number: int) -> None:
        """Note a set that no layout reads; its code is a number of three digits or not repeated."""
        if code.isascii() and code.isdigit() and len(code) == 3:
            self._now.unread = self._now.unread or code
            self._note("unknown_set", number, int(code))
        else:
            self._note("unnamed_set", number)

    def _note(self, code: str, number: int, *numbers: int) -> None:
        self._hand_on(self._now.file, code, number, numbers)


def _tell_kind(file: FileEnvelope, chunk: Chunk, spread: Places) -> None:
    """Tell the format of a file by what the chunk holds of its first set, if that tells."""
    if file.unclear is None:
        return
    code, number = file.unclear
    start, stop = np.searchsorted(chunk.file, [file.file, file.file + 1])
    rows = np.flatnonzero(spread.transaction[start:stop] == number) + start
    file.kind = kind_by_content(code, number, chunk, rows)
    file.unclear = None if file.kind else file.unclear
