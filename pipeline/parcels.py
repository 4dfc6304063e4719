"""Who gets what by mail: the week's packet for each reader, and the day's lists for some.

Takes a practice's readers and its rendered files. Refuses to put anything into a subject or a text
but fixed sentences, the practice's name and a date; lists go only to readers who hold their role,
and only locked.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from pipeline.delivery import (
    OUTSIDE,
    SUMMARY,
    list_books,
    lists_paper,
    packet_path,
    part_of,
)
from pipeline.practice import Practice
from pipeline.practice.delivery_settings import Recipient
from pipeline.practice.secret_references import SecretReference
from pipeline.resources.receipts import SentPart, content_of

PACKET, LISTS, ALERT = "packet", "lists", "alert"
NO_PASSWORD = "No list password in the settings: the lists are not attached."  # noqa: S105
SEES_ALL = "billing_manager"

FOR_STAFF = (
    "It holds counts only, no patient, and is for the staff of the practice. "
    "Please do not pass it on."
)
FOR_OUTSIDE = "It holds counts only; small ones are withheld."
ABOUT_LISTS = (
    "They hold protected health information and are locked with your list password. Open them on "
    "a machine of the practice only, and delete this mail and what you saved of it after use. "
    "Federal rules, including 42 CFR Part 2 where it applies, limit further disclosure."
)
CORRECTED = {
    PACKET: "It replaces the one sent before for this week.",
    LISTS: "They replace the ones sent before for this day.",
}
MADE_UP = "This practice and its people are invented."


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message that is due.

    Attributes:
        period: First day of the packet's week; of lists the day.
        opening: What is attached, as a sentence.
        about: Who may read it and what to do after.
        files: What it carries.
        password: Where the password stands that locks them; None = they go as they are.
        withheld: Why it may not be sent; empty = it may.
    """

    practice_id: str
    kind: str
    period: dt.date
    to: str
    subject: str
    opening: str
    about: str
    files: tuple[Path, ...] = ()
    parts: tuple[SentPart, ...] = ()
    password: SecretReference | None = None
    password_folder: Path = Path()
    withheld: str = ""

    @property
    def is_locked(self) -> bool:
        """Whether what it carries opens with a password only."""
        return self.password is not None

    @property
    def text(self) -> str:
        """Of an alert: all it says, for it carries nothing."""
        return "" if self.parts else f"{self.opening}\n{self.about}"

    @property
    def content(self) -> str:
        """Digest of what it says."""
        return content_of(self.parts, self.text)


def packet_parcels(practice: Practice, week: dt.date) -> list[Parcel]:
    """Return the week's packet for each reader; none where it was not rendered."""
    return [
        parcel
        for reader in practice.settings.recipients
        if (parcel := _packet_for(reader, practice, week)) is not None
    ]


def list_parcels(practice: Practice, day: dt.date) -> list[Parcel]:
    """Return the day's lists for each reader who may see some and wants them."""
    return [
        parcel
        for reader in practice.settings.recipients
        if (parcel := _lists_for(reader, practice, day)) is not None
    ]


def _packet_for(reader: Recipient, practice: Practice, week: dt.date) -> Parcel | None:
    is_outside = reader.packet == "outside"
    path = packet_path(practice, week, OUTSIDE if is_outside else SUMMARY)
    if reader.packet == "none" or not path.exists():
        return None
    name = _line(practice.name)
    what = f"{name}: the denial packet for the week of {_day(week)}"
    return Parcel(
        practice_id=practice.practice_id,
        kind=PACKET,
        period=week,
        to=reader.address,
        subject=f"{name}: denial packet, week of {_day(week)}",
        opening=f"{what}{', for readers outside the practice,' if is_outside else ''} is attached.",
        about=_about(practice, FOR_OUTSIDE if is_outside else FOR_STAFF),
        files=(path,),
        parts=(part_of(path),),
    )


def _lists_for(reader: Recipient, practice: Practice, day: dt.date) -> Parcel | None:
    files = _lists_of(reader, practice, day)
    if reader.lists == "none" or not files:
        return None
    name = _line(practice.name)
    return Parcel(
        practice_id=practice.practice_id,
        kind=LISTS,
        period=day,
        to=reader.address,
        subject=f"{name}: worklists, {_day(day)}",
        opening=f"{name}: the worklists of {_day(day)} are attached.",
        about=_about(practice, ABOUT_LISTS),
        files=files,
        parts=tuple(map(part_of, files)),
        password=reader.list_password,
        password_folder=practice.folder,
        withheld="" if reader.list_password else NO_PASSWORD,
    )


def _lists_of(reader: Recipient, practice: Practice, day: dt.date) -> tuple[Path, ...]:
    books, paper = list_books(practice, day), lists_paper(practice, day)
    if SEES_ALL in reader.roles:
        return (*([paper] if paper.exists() else []), *books)
    own = tuple(f"{day.isoformat()}-{role}" for role in reader.roles)
    return tuple(book for book in books if _without_number(book.stem) in own)


def _without_number(stem: str) -> str:
    first, _, last = stem.rpartition("-")
    return first if last.isdigit() else stem


def _about(practice: Practice, sentences: str) -> str:
    return f"{sentences} {MADE_UP}" if practice.invented else sentences


def _day(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _line(text: str) -> str:
    """Return a name that cannot end a header's line."""
    return " ".join(text.split())
