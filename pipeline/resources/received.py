"""The day on which a file was received, where it is not simply today.

Takes what the user said about a delivery: nothing (live), history, one date, or a CSV of dates.
Refuses a CSV without its two columns or with a date that is none.
"""

import csv
import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TextIO

from pipeline.errors import Problem, TriageError

_COLUMNS = ("path", "received_on")
_WHY = "The day a file was received decides which week's packet tells of it."


class ReceivedError(TriageError):
    """A list of dates that cannot be used."""

    exit_code = 2


@dataclass(frozen=True)
class Received:
    """What is known about when the files of one delivery were received.

    Attributes:
        basis: ``live``: the day of arrival in the practice's time zone. ``history``: the date of
            the interchange, found when the file is read.
        on: One date for every file, over ``basis``.
        dates: Date of each path, over ``on``.
        listed_in: The file that ``dates`` was read from.
    """

    basis: Literal["live", "history"]
    on: dt.date | None = None
    dates: Mapping[str, dt.date] = field(default_factory=dict)
    listed_in: Path | None = None

    @classmethod
    def live(cls) -> "Received":
        """Return what holds for files that arrive now."""
        return cls("live")

    @classmethod
    def history(cls) -> "Received":
        """Return what holds for old files without a word about when they came."""
        return cls("history")

    @classmethod
    def all_on(cls, day: dt.date) -> "Received":
        """Return what holds for files that all came on ``day``."""
        return cls("history", on=day)

    @classmethod
    def from_csv(cls, path: Path) -> "Received":
        """Read the columns path and received_on (YYYY-MM-DD); a path may start at the CSV's folder.

        Raises:
            ReceivedError: With the line that is wrong.
        """
        dates: dict[str, dt.date] = {}
        with _opened(path) as lines:
            rows = csv.DictReader(lines)
            if not set(_COLUMNS) <= set(rows.fieldnames or ()):
                what = "The list needs the columns path and received_on."
                raise ReceivedError(_problem(path, 1, what, "Write them as the first line."))
            for row in rows:
                day = _date(path, rows.line_num, row["received_on"])
                name = row["path"] or ""
                dates[name] = day
                # abspath: sources list their files without any "..", too.
                dates[os.path.abspath(path.parent / name)] = day  # noqa: PTH100
        return cls("history", dates=dates, listed_in=path)

    def date_of(self, url: str, name: str) -> dt.date | None:
        """Return the date the user gave for a file, or None.

        Args:
            url: Its full path.
            name: Its path below the source's folder.
        """
        for written in (url, name):
            if written in self.dates:
                return self.dates[written]
        return self.on

    def assert_names_some_of(self, files: Sequence[tuple[str, str]]) -> None:
        """Refuse a list of dates that names none of the files, which is a list of other paths.

        Args:
            files: Full path and path below the source's folder of each file to bring in.

        Raises:
            ReceivedError: If there are files, and dates for none of them.
        """
        if self.listed_in and files and all(self.date_of(*file) is None for file in files):
            what = "The list names none of the files to bring in."
            remedy = "Write each path in full, or as it is seen from the folder of the list."
            raise ReceivedError(_problem(self.listed_in, 1, what, remedy))


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        what = f"The list of dates cannot be read ({type(error).__name__})."
        raise ReceivedError(_problem(path, 1, what, "Check the path.")) from error


def _date(path: Path, line: int, text: str | None) -> dt.date:
    try:
        return dt.date.fromisoformat((text or "").strip())
    except ValueError:
        what = "received_on is not a date."
        raise ReceivedError(_problem(path, line, what, "Write it as 2026-01-31.")) from None


def _problem(path: Path, line: int, what: str, remedy: str) -> Problem:
    return Problem(f"{path}, line {line}", what, _WHY, remedy)
