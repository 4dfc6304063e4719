"""Files of sheets to whom they belong: takes workbooks and texts of rows, refuses none.

The first kind that fits reads the file. Lists of practice systems fit last and always: what no
profile knows is set aside and told there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.exports.columns import PRIVATE
from pipeline.exports.profile import Profile
from pipeline.exports.reading import FEED, ExportReading, Opened, read_opened
from pipeline.exports.sheets import read_workbook
from pipeline.exports.shipped import with_own
from pipeline.exports.workbook import Workbook
from pipeline.x12.windows import Bytes


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One kind of file of sheets.

    Attributes:
        feed: The feed it belongs to.
        fits: Whether a file is one, by its sheets.
        read: Reads it, with a practice's own profiles of lists.
        private: Columns of its tables that are stored as tokens.
    """

    feed: str
    fits: Callable[[Workbook], bool]
    read: Callable[[Opened, tuple[Profile, ...]], ExportReading]
    private: frozenset[str]


def _read_list(file: Opened, own: tuple[Profile, ...]) -> ExportReading:
    return read_opened([file], with_own(own))


KINDS: Sequence[SheetKind] = (
    SheetKind(FEED, fits=lambda _: True, read=_read_list, private=PRIVATE),
)


def kind_of(workbook: Workbook) -> SheetKind:
    """Return what a file of sheets is."""
    return next(kind for kind in KINDS if kind.fits(workbook))


def read_sheets(
    file_id: str, content: Bytes, own: tuple[Profile, ...]
) -> tuple[SheetKind, ExportReading]:
    """Return what a file of sheets is and what it says.

    Args:
        file_id: The file's key.
        content: The file.
        own: The practice's own profiles of lists.
    """
    workbook = read_workbook(content)
    kind = kind_of(workbook)
    return kind, kind.read(Opened(file_id, len(content), workbook), own)
