"""A packet where people look for it: the practice's own folder, and one more it may name.

Takes rendered files. Names them by week only: a file name is read by whoever sees the folder.
Refuses nothing; a packet of the same week is replaced whole, a workbook somebody filled in stays.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.practice import Practice
from pipeline.practice.delivery_settings import Destination, FolderPart
from pipeline.resources.edited_files import unedited
from pipeline.resources.folders import FolderError, shared
from pipeline.resources.reaching import Reaching
from pipeline.resources.receipts import (
    OWED,
    SENT,
    Receipt,
    Receipts,
    SentPart,
    content_of,
    key_of,
)

SUMMARY, EDITION, OUTSIDE, WORKLISTS = "summary", "edition", "outside", "worklists"
ENDINGS = {
    SUMMARY: "summary.pdf",
    EDITION: "summary.html",
    OUTSIDE: "outside.pdf",
    WORKLISTS: "worklists.pdf",
}
"""Part of a packet to how its file's name ends; the edition is the summary for screens."""

# A day, a role or initials, and the number of one that stands beside an answer.
_BOOK = re.compile(r"\d{4}-\d\d-\d\d-(.+?)(?:-\d+)?")

FOLDER = "folder"
COPIED = "Copied."


def packet_path(practice: Practice, week: dt.date, part: str) -> Path:
    """Return where a part of a week's packet is kept; ``part`` is a key of ``ENDINGS``."""
    return practice.packets_folder / f"{week.isoformat()}-{ENDINGS[part]}"


def decisions_path(practice: Practice, week: dt.date) -> Path:
    """Return where the workbook of a week's meeting is kept, beside its packet."""
    return practice.packets_folder / f"{week.isoformat()}-decisions.xlsx"


def lists_paper(practice: Practice, day: dt.date) -> Path:
    """Return where a day's worklists of all owners are kept, as one PDF."""
    return practice.worklists_folder / f"{day.isoformat()}-{ENDINGS[WORKLISTS]}"


def list_books(practice: Practice, day: dt.date) -> list[Path]:
    """Return the workbooks of a day's lists, each as it was written.

    One that somebody filled in is left out: its notes are for nobody else.
    """
    files = practice.worklists_folder.glob(f"{day.isoformat()}-*.xlsx")
    names = {found[1] for path in files if (found := _BOOK.fullmatch(path.stem))}
    books = [unedited(practice.worklists_folder / f"{day}-{name}.xlsx") for name in sorted(names)]
    return [book for book in books if book is not None]


def part_of(path: Path) -> SentPart:
    """Return what a receipt says of a file."""
    content = path.read_bytes()
    return SentPart(path.name, hashlib.sha256(content).hexdigest(), len(content))


def copy_to_folder(
    practice: Practice,
    week: dt.date,
    day: dt.date | None,
    receipts: Receipts,
    now: dt.datetime,
    reaching: Reaching,
) -> Receipt | None:
    """Copy what the practice wants of a week to the folder it names, and keep a receipt.

    A folder that cannot be written fails nothing: the packet is where it was made, and the receipt
    says that the copy is owed.

    Args:
        practice: Whose packet it is.
        week: The packet week.
        day: Of the lists that go with it; None = none do.
        receipts: Where to keep it.
        now: When that is.
        reaching: Where the login's secrets stand, and how patiently a server is asked.

    Returns:
        The receipt; None where the practice names no folder, or nothing was rendered.
    """
    destination = practice.destination
    if destination is None:
        return None
    wanted = destination.parts
    packet, books = _packet(practice, week, day, wanted), _books(practice, week, day, wanted)
    parts = tuple(map(part_of, (*packet, *books)))
    if not parts:
        return None
    to = destination.place.shown
    earlier = receipts.earlier(practice.practice_id, FOLDER, week, to)
    receipt = _receipt(practice, week, to, parts, earlier)
    receipts.supersede(earlier, receipt.key)
    ours = {part.sha256 for one in earlier for part in one.parts}
    state, words = SENT, COPIED
    try:
        _put(destination, reaching, packet, books, ours)
    except FolderError as error:
        state, words = OWED, error.words
    return receipts.write(receipt.tried(now, state, words))


def _receipt(
    practice: Practice,
    week: dt.date,
    to: str,
    parts: tuple[SentPart, ...],
    earlier: Sequence[Receipt],
) -> Receipt:
    """Return the receipt of a copy as it is kept, or as it begins."""
    told = practice.practice_id, FOLDER, week.isoformat(), to
    key = key_of(*told, content_of(parts))
    kept = (one for one in earlier if one.key == key)
    return next(kept, Receipt(key, *told, parts=parts))


def _put(
    destination: Destination,
    reaching: Reaching,
    packet: list[Path],
    books: list[Path],
    ours: set[str],
) -> None:
    with shared(destination, reaching) as folder:
        folder.put_whole(packet)
        folder.put_beside_answers(books, ours)
        folder.sweep()


def _packet(
    practice: Practice, week: dt.date, day: dt.date | None, wanted: tuple[FolderPart, ...]
) -> list[Path]:
    parts = [SUMMARY, EDITION] if "summary" in wanted else []
    parts += [OUTSIDE] if "outside" in wanted else []
    found = [packet_path(practice, week, part) for part in parts]
    found += [lists_paper(practice, day)] if day and "lists" in wanted else []
    return [path for path in found if path.exists()]


def _books(
    practice: Practice, week: dt.date, day: dt.date | None, wanted: tuple[FolderPart, ...]
) -> list[Path]:
    found = list_books(practice, day) if day and "lists" in wanted else []
    decisions = unedited(decisions_path(practice, week)) if "decisions" in wanted else None
    return [*found, *([decisions] if decisions else [])]
