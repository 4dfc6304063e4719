"""Packet and worklists as files in a practice's folders.

Takes what packing hands over. Refuses to leave half a file: a PDF, page or workbook appears whole
or not at all, and a full disk leaves the old one. Refuses to print pages that would say something
false.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.delivery import EDITION, OUTSIDE, SUMMARY, WORKLISTS, decisions_path, packet_path
from pipeline.errors import Problem, TriageError
from pipeline.practice import Home, Practice
from pipeline.resources.edited_files import put_unless_edited
from pipeline.resources.whole_files import replace_bytes, writing
from pipeline.side_by_side import cores_here, side_by_side
from reports.other_readers import render_company
from reports.packet import (
    Company,
    DecisionBook,
    Differences,
    KitBook,
    Packet,
    PacketError,
    Worklists,
)
from reports.renderings import (
    KitRenderings,
    Renderings,
    WorklistRenderings,
    kit_renderings,
    renderings,
    worklist_renderings,
)
from reports.ties import check_ties
from reports.workbook import decisions_workbook, differences_workbook

Content = TypeVar("Content")
Made = TypeVar("Made")
NOT_ENOUGH = Problem(
    where="Rendering several practices at once",
    what="a process ended before its pages were done.",
    why="It was stopped from outside, most often for want of memory; nothing was printed.",
    remedy="Free memory, or print one practice at a time: `triage packet --practice KEY`.",
)


def not_printed(practice_ids: Sequence[str]) -> Problem:
    """Return that pages of practices do not add up; the others' are printed."""
    return Problem(
        f"packet of {', '.join(practice_ids)}",
        "Its totals do not agree with one another or with the facts, and it was not printed.",
        "Whoever read it would decide by false numbers. Other practices have their packets.",
        "The check pages_tie_to_facts on Dagster's page says what differs; report it, and print "
        "again with triage packet.",
    )


class PrintError(TriageError):
    """Pages that were not printed, because they would be incomplete or say something false."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A file that was written: where, how long, and the digest of its bytes."""

    path: Path
    byte_count: int
    sha256: str


def torn(packet: Packet) -> PrintError | None:
    """Say why a packet's pages would contradict each other; nothing where they agree."""
    try:
        check_ties(packet)
    except PacketError as error:
        return _told(error)
    return None


def rendered_packets(packets: Sequence[Packet]) -> list[Renderings]:
    """Render several practices' weeks side by side, in their order.

    Raises:
        PrintError: Totals of a packet's pages do not tie, or a font or template is broken.
        WriteError: There is no room to render in.
    """
    return _rendered(renderings, packets)


def rendered_worklists(days: Sequence[Worklists]) -> list[WorklistRenderings]:
    """Render several practices' worklists side by side, in their order.

    Raises:
        PrintError: A font or template is broken.
        WriteError: There is no room to render in.
    """
    return _rendered(worklist_renderings, days)


def rendered_kits(books: Sequence[KitBook]) -> list[KitRenderings]:
    """Render several practices' kits side by side, in their order.

    Raises:
        PrintError: A letter's words, a font or a template is broken.
        WriteError: There is no room to render in.
    """
    return _rendered(kit_renderings, books)


def print_decisions(practice: Practice, book: DecisionBook) -> Printed:
    """Write the workbook of a week's meeting beside its packet, never over one somebody filled."""
    path = decisions_path(practice, book.packet_week)
    return _write(path, decisions_workbook(book), put_unless_edited)


def print_packet(practice: Practice, week: dt.date, made: Renderings) -> dict[str, Printed]:
    """Write a week's packet into the practice's folder; the same week, the same names.

    All of it is rendered before any is written, so a packet that cannot be shown leaves the old
    files.

    Returns:
        Part (``summary``, the PDF; ``edition``, its HTML for screens; ``outside``) to the file.

    Raises:
        WriteError: A file cannot be written; the one before it stays.
    """
    parts = {SUMMARY: made.summary, EDITION: made.edition, OUTSIDE: made.outside}
    return {
        part: _write(packet_path(practice, week, part), content) for part, content in parts.items()
    }


def print_company(home: Home, company: Company) -> Printed:
    """Write the cover over a home's practices; it lies in the home, in no practice's folder.

    Raises:
        PrintError: Totals of a practice do not tie, or a font or template is broken.
        WriteError: The file cannot be written; the one before it stays.
    """
    with writing(home.packets_folder):
        home.packets_folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{company.packet_week.isoformat()}-practices.pdf"
    (content,) = _rendered(render_company, [company])
    return _write(home.packets_folder / name, content)


def print_worklists(practice: Practice, day: dt.date, made: WorklistRenderings) -> list[Printed]:
    """Write the day's worklists, the PDF first; a workbook somebody filled in stays."""
    folder, name = practice.worklists_folder, day.isoformat()
    return [
        _write(folder / f"{name}-{WORKLISTS}.pdf", made.paper),
        *(
            _write(folder / f"{name}-{key}.xlsx", content, put_unless_edited)
            for key, content in made.books.items()
        ),
    ]


def print_differences(practice: Practice, differences: Differences) -> list[Printed]:
    """Write the day's differences; nothing where nothing differs or no list of the system came."""
    if not differences.rows:
        return []
    name = f"{differences.as_of_on.isoformat()}-differences.xlsx"
    return [_write(practice.worklists_folder / name, differences_workbook(differences))]


def print_kits(practice: Practice, book: KitBook, to: Path | None) -> list[Printed]:
    """Write the kits of one claim, the PDF first, its letters beside it.

    Args:
        practice: Whose kits.
        book: What they say.
        to: Where the PDF goes; None = the practice's own folder, where a letter that somebody
            began stays.

    Raises:
        PrintError: A letter's words, a font or a template is broken.
        WriteError: A file cannot be written; the one before it stays.
    """
    (made,) = rendered_kits([book])
    if to is None:
        return print_kit_book(practice, book.as_of_on, f"kit-{book.claims[0].key}", made)
    letters = {f"{to.stem}-{key}.docx": content for key, content in made.letters.items()}
    return [
        _write(to, made.paper),
        *(_write(to.with_name(name), content) for name, content in letters.items()),
    ]


def print_kit_book(
    practice: Practice, day: dt.date, name: str, made: KitRenderings
) -> list[Printed]:
    """Write kits into the practice's folder, the PDF first; a letter somebody began stays.

    Args:
        practice: Whose kits.
        day: Of the kits; every name begins with it.
        name: What the PDF's name goes on with.
        made: The PDF and its letters.
    """
    folder = practice.kits_folder
    return [
        _write(folder / f"{day.isoformat()}-{name}.pdf", made.paper),
        *(
            _write(folder / f"{day.isoformat()}-kit-{key}.docx", content, put_unless_edited)
            for key, content in made.letters.items()
        ),
    ]


def _rendered(render: Callable[[Content], Made], contents: Sequence[Content]) -> list[Made]:
    try:
        # The renderer unpacks its fonts there.
        with writing(Path(tempfile.gettempdir())):
            return side_by_side(render, contents, cores_here())
    except PacketError as error:
        raise _told(error) from error
    except BrokenExecutor as error:
        raise PrintError(NOT_ENOUGH) from error


def _told(error: PacketError) -> PrintError:
    parts = (f"{part}." for part in (error.what, error.why, error.remedy))
    return PrintError(Problem(error.where, *parts))


def _write(
    path: Path, content: bytes, put: Callable[[bytes, Path], Path] = replace_bytes
) -> Printed:
    # Straight to its place: a copy in the system's folder for passing files would outlive a kill.
    return Printed(put(content, path), len(content), hashlib.sha256(content).hexdigest())
