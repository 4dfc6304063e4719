"""Layouts of the files that CMS publishes for NCCI: which a file has, and what a row of it says.

Takes rows of cells. Layouts differ between Medicare, Medicaid and years in the order of columns and
in how many lines their head has; the words of the head stay. Source: the headers of the public
files of PTP, MUE and add-on code edits, https://www.cms.gov/ncci (2026-11-30). Refuses nothing: a
row that says no entry is told by a reason.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

PAIRS, UNITS, ADD_ONS = "pairs", "units", "add_ons"

Entry = tuple[object, ...]

_CODE = r"(?=.*[0-9])[0-9A-Z]{5}"
_OPEN_ENDS = frozenset({"", "*", "0", "00000000", "0000000", "99999999", "9999999"})
_NO_PRIMARY = "CCCCC"
_MOST_UNITS = 99_999


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of file.

    Attributes:
        kind: Its name in the names of stored lists.
        heads: What the words above a column look like, by the column's name.
        optional: Columns that not every such file has.
        columns: Of an entry, each with its type as the store has it.
        entry: Gives the entry of a row's cells by column, or says what is wrong with it.
    """

    kind: str
    heads: Mapping[str, str]
    columns: Mapping[str, str]
    entry: Callable[[Mapping[str, str]], Entry | str]
    optional: frozenset[str] = frozenset()

    def places(self, heads: Sequence[str]) -> dict[str, int] | None:
        """Return where each column stands; None where a needed one is not there."""
        found = {
            name: place
            for name, pattern in self.heads.items()
            if (place := _place(pattern, heads)) is not None
        }
        return found if set(self.heads) - set(found) <= self.optional else None


def layout_of(heads: Sequence[str]) -> tuple[Layout, dict[str, int]] | None:
    """Return the layout that a head has, and where its columns stand; None where it is unknown."""
    for layout in LAYOUTS.values():
        if places := layout.places(heads):
            return layout, places
    return None


def _place(pattern: str, heads: Sequence[str]) -> int | None:
    return next((place for place, head in enumerate(heads) if re.search(pattern, head)), None)


def _pair(cells: Mapping[str, str]) -> Entry | str:
    first, second = _code(cells["column_1"]), _code(cells["column_2"])
    if not first or not second:
        return "one of its two codes is no code"
    days = _days(cells)
    if isinstance(days, str):
        return days
    if cells["modifier"] not in ("0", "1", "9"):
        return "its modifier indicator is none of 0, 1 and 9"
    return first, second, *days, cells["modifier"]


def _units(cells: Mapping[str, str]) -> Entry | str:
    code = _code(cells["code"])
    if not code:
        return "its code is no code"
    if not re.fullmatch(r"[0-9]{1,5}", cells["value"]) or int(cells["value"]) > _MOST_UNITS:
        return "its value is no whole number"
    # Medicaid publishes no indicator: it judges each line for itself.
    indicator = cells.get("indicator", "1")[:1]
    if indicator not in ("1", "2", "3"):
        return "its adjudication indicator is none of 1, 2 and 3"
    return code, int(cells["value"]), indicator


def _add_on(cells: Mapping[str, str]) -> Entry | str:
    code, primary = _code(cells["add_on"]), cells["primary"]
    if not code or (primary not in ("", _NO_PRIMARY) and not _code(primary)):
        return "one of its two codes is no code"
    if cells["type"] not in ("1", "2", "3"):
        return "its type is none of 1, 2 and 3"
    days = _days(cells)
    if isinstance(days, str):
        return days
    return code, None if primary in ("", _NO_PRIMARY) else _code(primary), cells["type"], *days


def _code(text: str) -> str:
    """Return a code of five; a sheet that took it for a number has lost its zeros."""
    padded = text.zfill(5) if re.fullmatch(r"[0-9]{3,4}", text) else text
    return padded if re.fullmatch(_CODE, padded) else ""


def _days(cells: Mapping[str, str]) -> tuple[dt.date | None, dt.date | None] | str:
    """Return from when an entry holds and its last day, if any, or what is wrong with them."""
    begins, ends = cells.get("effective", ""), cells.get("deletion", "")
    effective_on, deleted_on = _day(begins), _day(ends)
    if effective_on is None and begins not in _OPEN_ENDS:
        return "its effective date is no day"
    if deleted_on is None and ends not in _OPEN_ENDS:
        return "its deletion date is no day"
    if effective_on and deleted_on and deleted_on < effective_on:
        return "it ends before it begins"
    return effective_on, deleted_on


def _day(text: str) -> dt.date | None:
    """Return the day of YYYYMMDD, YYYYDDD (the add-on file's), ISO or M/D/YYYY."""
    forms = {r"[0-9]{8}": "%Y%m%d", r"[0-9]{7}": "%Y%j", r"[0-9]{4}-[0-9]{2}-[0-9]{2}": "%Y-%m-%d"}
    forms |= {r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}": "%m/%d/%Y"}
    for pattern, form in forms.items():
        if re.fullmatch(pattern, text) and text not in _OPEN_ENDS:
            try:
                return dt.datetime.strptime(text, form).date()  # noqa: DTZ007
            except ValueError:
                return None
    return None


_DATES = {"effective_on": "date", "deleted_on": "date"}

LAYOUTS = {
    PAIRS: Layout(
        PAIRS,
        {
            "column_1": r"\bcolumn 1\b",
            "column_2": r"\bcolumn 2\b",
            "effective": r"\beffective\b",
            "deletion": r"\bdeletion\b",
            "modifier": r"\bmodifier\b",
        },
        {"column_1_code": "varchar", "column_2_code": "varchar"}
        | _DATES
        | {"modifier_indicator": "varchar"},
        _pair,
    ),
    UNITS: Layout(
        UNITS,
        {
            "code": r"\bhcpcs\b",
            "value": r"\bmue values?\b",
            "indicator": r"\badjudication indicator\b|\bmai\b",
        },
        {"procedure_code": "varchar", "most_units": "integer", "adjudication_indicator": "varchar"},
        _units,
        frozenset({"indicator"}),
    ),
    ADD_ONS: Layout(
        ADD_ONS,
        {
            "add_on": r"^(add-?on|aoc)( code)?$",
            "primary": r"^primary code$",
            "type": r"\btype\b",
            "effective": r"\bedit eff(ective)?\b",
            "deletion": r"\bedit del(etion)?\b",
        },
        {"add_on_code": "varchar", "primary_code": "varchar", "add_on_type": "varchar"} | _DATES,
        _add_on,
        frozenset({"effective", "deletion"}),
    ),
}
"""Every layout that is read, by its kind."""
