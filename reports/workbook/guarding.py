"""What a cell of a workbook takes: words of a list, days, and a key that says no."""

from datetime import date, timedelta

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

CHOICES = "Choices"
FIRST_DATE = date(2000, 1, 1)
FARTHEST = timedelta(days=366)
"""Days that a cell takes: nobody works before 2000 or plans beyond a year; the rest is a slip of
the hand, such as 0206 or 2062. 2026-11-29."""


class Guard:
    """Guards the rows ``first`` to ``last`` of a sheet; the words offered stand on a hidden one.

    Protecting the sheet would forbid sorting it, so each column is guarded by itself.
    """

    def __init__(self, sheet: Worksheet, first: int, last: int) -> None:
        """Remember which rows."""
        self._sheet = sheet
        self._rows = first, last
        self._offered = 0

    def words(self, at: int, words: tuple[str, ...]) -> None:
        """Offer words in a column; they are those of the next column of the hidden sheet."""
        letter = chr(ord("A") + self._offered)
        self._offered += 1
        self._allow(at, {
            "validate": "list", "source": f"={CHOICES}!${letter}$1:${letter}${len(words)}",
            "error_title": "Choose from the list",
            "error_message": "Only the words of the list are read. Anything else goes into Notes.",
        })  # fmt: skip

    def days(self, at: int, as_of_on: date) -> None:
        """Take days in a column, up to a year after ``as_of_on``."""
        self._allow(at, {
            "validate": "date", "criteria": "between",
            "minimum": FIRST_DATE, "maximum": as_of_on + FARTHEST,
            "error_title": "A date, please", "error_message": "Such as 11/27/2026.",
        })  # fmt: skip

    def key(self, at: int) -> None:
        """Refuse typing over the key."""
        self._allow(at, {
            "validate": "custom", "value": "=FALSE",
            "error_title": "Leave the key as it is",
            "error_message": "It brings your answer back.",
        })  # fmt: skip

    def _allow(self, at: int, rule: dict[str, object]) -> None:
        first, last = self._rows
        self._sheet.data_validation(first, at, last, at, rule)


def write_choices(workbook: Workbook, offered: list[tuple[str, ...]]) -> None:
    """Write the words of each drop-down, a column each, onto a sheet that nobody sees."""
    sheet = workbook.add_worksheet(CHOICES)
    for at, words in enumerate(offered):
        sheet.write_column(0, at, words)
    sheet.very_hidden()
