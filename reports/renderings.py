"""Every file that a week or a day is printed as, in one call: work that a process can do alone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reports.edition import render_edition
from reports.kits import render_kits
from reports.letter_document import letter_document
from reports.lettering import lettered
from reports.letters import letters_of
from reports.other_readers import render_outside
from reports.packet import KitBook, Packet, Worklists
from reports.render import render_summary, render_worklists
from reports.workbook import person_workbook, role_workbook


@dataclass(frozen=True, slots=True)
class Renderings:
    """One week's packet: the PDF, the HTML for screens, and the PDF for readers outside."""

    summary: bytes
    edition: bytes
    outside: bytes


@dataclass(frozen=True, slots=True)
class WorklistRenderings:
    """One day's worklists: the PDF, and workbooks by role or initials."""

    paper: bytes
    books: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class KitRenderings:
    """A book of kits: the PDF, and letters to finish by claim's key and letter's name."""

    paper: bytes
    letters: Mapping[str, bytes]


def kit_renderings(book: KitBook) -> KitRenderings:
    """Render kits: the same bytes for the same book.

    Raises:
        PacketError: a letter names a fact that no claim has.
    """
    letters = {
        f"{claim.key}-{letter.name}": letter_document(letter, book.as_of_on)
        for claim in lettered(book).claims
        for letter in letters_of(claim, lettered(book.practice_name))
    }
    return KitRenderings(render_kits(book), letters)


def renderings(packet: Packet) -> Renderings:
    """Render a week: the same bytes for the same packet.

    Raises:
        PacketError: totals of its pages do not tie.
    """
    return Renderings(render_summary(packet), render_edition(packet), render_outside(packet))


def worklist_renderings(worklists: Worklists) -> WorklistRenderings:
    """Render a day: one workbook a role with a name or work, one a person of several roles.

    A row stands in a person's workbook under the key it has in its role's, so an answer given in
    both is one answer.
    """
    books = {one.role_key: role_workbook(worklists, one) for one in worklists.lists}
    roles = Counter(one.owner.initials for one in worklists.lists if one.owner.initials)
    for initials in sorted(name for name, count in roles.items() if count > 1):
        books[initials] = person_workbook(worklists, initials)
    return WorklistRenderings(render_worklists(worklists), books)
