"""Files of sheets to whom they belong: takes workbooks and texts of rows, refuses none.

The first kind that fits reads the file. Lists of practice systems fit last and always: what no
profile knows is set aside and told there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.exports.columns import PRIVATE
from pipeline.exports.file_reading import FEED
from pipeline.exports.profile import Profile
from pipeline.exports.reading import ExportReading, Opened, read_opened
from pipeline.exports.returned_files import FEED as WORKLIST
from pipeline.exports.returned_files import read_returned
from pipeline.exports.returned_lists import is_returned_list
from pipeline.exports.sheets import read_workbook
from pipeline.exports.shipped import with_own
from pipeline.exports.workbook import Workbook
from pipeline.practice.answer_words import answer_words
from pipeline.worklist_keys import read_key
from pipeline.x12.windows import Bytes


@dataclass(frozen=True, slots=True)
class OfPractice:
    """The practice a file belongs to: its key, and its own profiles of lists."""

    practice_id: str
    profiles: tuple[Profile, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One kind of file of sheets.

    Attributes:
        feed: The feed it belongs to.
        fits: Whether a file is one, by its sheets.
        read: Reads it as a file of its practice.
        private: Columns of its tables that are stored as tokens.
    """

    feed: str
    fits: Callable[[Workbook], bool]
    read: Callable[[Opened, OfPractice], ExportReading]
    private: frozenset[str]


def _read_export(file: Opened, of: OfPractice) -> ExportReading:
    return read_opened([file], with_own(of.profiles))


def _read_worklist(file: Opened, of: OfPractice) -> ExportReading:
    return read_returned(
        file, answer_words(), lambda text: read_key(text, practice_id=of.practice_id)
    )


KINDS: Sequence[SheetKind] = (
    SheetKind(WORKLIST, fits=is_returned_list, read=_read_worklist, private=frozenset()),
    SheetKind(FEED, fits=lambda _: True, read=_read_export, private=PRIVATE),
)


def kind_of(workbook: Workbook) -> SheetKind:
    """Return what a file of sheets is."""
    return next(kind for kind in KINDS if kind.fits(workbook))


def read_sheets(file_id: str, content: Bytes, of: OfPractice) -> tuple[SheetKind, ExportReading]:
    """Return what a file of sheets is and what it says."""
    workbook = read_workbook(content)
    kind = kind_of(workbook)
    return kind, kind.read(Opened(file_id, len(content), workbook), of)
