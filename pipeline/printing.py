"""Packet and worklists as files in a practice's folders.

Takes what packing hands over. Refuses to leave half a file: a PDF or workbook appears whole or not
at all, and a full disk leaves the old one. Refuses to print pages that would say something false.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.delivery import SUMMARY, WORKLISTS, packet_path
from pipeline.errors import Problem, TriageError
from pipeline.practice import Practice
from pipeline.resources.edited_files import put_unless_edited
from pipeline.resources.whole_files import replace_file, writing
from reports.packet import Differences, Packet, PacketError, Worklists
from reports.render import render_summary, render_worklists
from reports.workbook import differences_workbook, person_workbook, role_workbook

Content = TypeVar("Content", Packet, Worklists)


class PrintError(TriageError):
    """Pages that were not printed, because they would be incomplete or say something false."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A file that was written: where, how long, and the digest of its bytes."""

    path: Path
    byte_count: int
    sha256: str


def print_packet(practice: Practice, packet: Packet) -> Printed:
    """Render a week's summary into the practice's packets folder; the same week, the same name.

    Raises:
        PrintError: Totals of its pages do not tie, or a font or template is broken.
        WriteError: The file cannot be written; the one before it stays.
    """
    path = packet_path(practice, packet.packet_week, SUMMARY)
    return _write(path, _rendered(render_summary, packet))


def print_worklists(practice: Practice, worklists: Worklists) -> Printed:
    """Render the day's worklists, an owner after the other, into the practice's folder.

    Raises:
        PrintError: A font or template is broken.
        WriteError: The file cannot be written; the one before it stays.
    """
    name = f"{worklists.as_of_on.isoformat()}-{WORKLISTS}.pdf"
    return _write(practice.worklists_folder / name, _rendered(render_worklists, worklists))


def print_workbooks(practice: Practice, worklists: Worklists) -> list[Printed]:
    """Write the day's workbooks: one a role with a name or work, one a person of several roles.

    A row stands in a person's workbook under the key it has in its role's, so an answer given in
    both is one answer.

    Raises:
        WriteError: A file cannot be written; the one before it stays.
    """
    books = {one.role_key: role_workbook(worklists, one) for one in worklists.lists}
    roles = Counter(one.owner.initials for one in worklists.lists if one.owner.initials)
    for initials in sorted(name for name, count in roles.items() if count > 1):
        books[initials] = person_workbook(worklists, initials)
    day = worklists.as_of_on.isoformat()
    return [
        _write(practice.worklists_folder / f"{day}-{name}.xlsx", content, put_unless_edited)
        for name, content in books.items()
    ]


def print_differences(practice: Practice, differences: Differences) -> list[Printed]:
    """Write the day's differences; nothing where nothing differs or no list of the system came."""
    if not differences.rows:
        return []
    name = f"{differences.as_of_on.isoformat()}-differences.xlsx"
    return [_write(practice.worklists_folder / name, differences_workbook(differences))]


def _rendered(render: Callable[[Content], bytes], content: Content) -> bytes:
    try:
        # The renderer unpacks its fonts there.
        with writing(Path(tempfile.gettempdir())):
            return render(content)
    except PacketError as error:
        parts = (f"{part}." for part in (error.what, error.why, error.remedy))
        raise PrintError(Problem(error.where, *parts)) from error


def _write(path: Path, content: bytes, put: Callable[[Path, Path], Path] = replace_file) -> Printed:
    with tempfile.TemporaryDirectory() as folder:
        rendered = Path(folder) / path.name
        with writing(rendered):
            rendered.write_bytes(content)
        path = put(rendered, path)
    return Printed(path, len(content), hashlib.sha256(content).hexdigest())
