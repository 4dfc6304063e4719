"""Which list a sheet is, and which of its columns is which: takes rows and profiles, refuses none.

A profile fits a row that has all headings it requires. Of several that fit the one that knows most
headings of the row is taken; then the one of which fewest are missing, a practice's own, a verified
one, and the first by id. The first row that any profile fits is the row of headings.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.exports.profile import VERIFIED, Place, Profile, normalised
from pipeline.exports.workbook import Row

# Titles, filters and a summary stand in front of the headings. Decided 2026-11-29.
_ROWS_LOOKED_AT = 50
_FEWEST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet that a profile fits; columns of the sheet are counted from 0.

    Attributes:
        profile: The profile.
        heading_row: Place of the row of headings among the rows.
        width: Columns up to the last heading.
        columns: Our column to the sheet's columns it is read from, with what the profile says.
        filters: Sheet's column to the words a row needs there.
        dropped: Columns that are never read, because they name a patient, with the profile's
            heading.
        unused: Columns that are known and not needed, with the profile's heading.
        unknown: Columns with a heading that the profile does not know.
        unheaded: Columns without a heading between those with one.
        missing: Our columns of which no heading was found.
    """

    profile: Profile
    heading_row: int
    width: int
    columns: dict[str, list[tuple[int, Place]]]
    filters: dict[int, tuple[str, ...]]
    dropped: tuple[tuple[int, str], ...]
    unused: tuple[tuple[int, str], ...]
    unknown: tuple[int, ...]
    unheaded: tuple[int, ...]
    missing: tuple[str, ...]


class Recogniser:
    """Profiles, made ready to be compared with rows."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        """Take the profiles that may fit."""
        self._known = [(profile, _headings(profile)) for profile in profiles]

    def find(self, rows: Sequence[Row]) -> Recognised | None:
        """Return what a sheet is; None where no profile fits any of its first rows."""
        for number, row in enumerate(rows[:_ROWS_LOOKED_AT]):
            names = _names(row)
            if sum(map(bool, names)) < _FEWEST_HEADINGS:
                continue
            fitting = [known for known in self._known if _fits(*known, names)]
            if fitting:
                profile, headings = max(fitting, key=lambda known: _rank(*known, names))
                return _recognised(profile, headings, number, names)
        return None

    def nearest(self, rows: Sequence[Row]) -> tuple[Profile, tuple[str, ...]] | None:
        """Return the profile that lacks fewest of its required headings, and which it lacks.

        None where no row has one of them.
        """
        best: tuple[float, Profile, tuple[str, ...]] | None = None
        for row in rows[:_ROWS_LOOKED_AT]:
            names = set(_names(row))
            for profile, headings in self._known:
                seen = {headings[name] for name in names if name in headings}
                lacking = tuple(one for one in profile.required if one not in seen)
                share = 1 - len(lacking) / len(profile.required)
                if share and (best is None or share > best[0]):
                    best = (share, profile, lacking)
        return best[1:] if best else None


def _headings(profile: Profile) -> dict[str, str]:
    """Return each way of writing a heading to the heading as the profile has it."""
    known = {heading for heading, _ in profile.places}
    known |= {*profile.dropped, *profile.unused, *profile.only}
    headings = {normalised(heading): heading for heading in known}
    for heading, others in profile.aliases.items():
        headings.update({normalised(other): heading for other in others})
    return headings


def _names(row: Row) -> list[str]:
    return [normalised(cell) if isinstance(cell, str) else "" for cell in row]


def _fits(profile: Profile, headings: dict[str, str], names: Sequence[str]) -> bool:
    seen = {headings[name] for name in names if name in headings}
    return seen.issuperset(profile.required)


def _rank(profile: Profile, headings: dict[str, str], names: Sequence[str]) -> tuple[object, ...]:
    known = [headings[name] for name in names if name in headings]
    missing = len({heading for heading, _ in profile.places} - set(known))
    by_id = tuple(-ord(letter) for letter in profile.profile_id)
    return len(known), -missing, profile.is_own, profile.evidence == VERIFIED, by_id


def _recognised(
    profile: Profile, headings: dict[str, str], heading_row: int, names: Sequence[str]
) -> Recognised:
    said = [headings.get(name, "") for name in names]
    filters: dict[int, tuple[str, ...]] = {
        said.index(heading): words for heading, words in profile.only.items() if heading in said
    }
    columns, others = _placed(profile, said)
    others = [at for at in others if names[at] and at not in filters]
    width = max((at for at, name in enumerate(names, start=1) if name), default=0)
    return Recognised(
        profile=profile,
        heading_row=heading_row,
        width=width,
        columns=columns,
        filters=filters,
        dropped=tuple((at, said[at]) for at in others if said[at] in profile.dropped),
        unused=tuple((at, said[at]) for at in others if said[at] in profile.unused),
        unknown=tuple(at for at in others if said[at] not in (*profile.dropped, *profile.unused)),
        unheaded=tuple(at for at, name in enumerate(names[:width]) if not name),
        missing=tuple(_missing(profile, columns)),
    )


def _placed(
    profile: Profile, said: Sequence[str]
) -> tuple[dict[str, list[tuple[int, Place]]], list[int]]:
    """Return what each of our columns is read from, and the sheet's columns that none is."""
    places = {
        (place.heading, place.nth): (column, place)
        for column, found in profile.columns.items()
        for place in found
    }
    columns: dict[str, list[tuple[int, Place]]] = {}
    others: list[int] = []
    seen: Counter[str] = Counter()
    for at, heading in enumerate(said):
        seen[heading] += 1
        if (heading, seen[heading]) in places:
            column, place = places[heading, seen[heading]]
            columns.setdefault(column, []).append((at, place))
        else:
            others.append(at)
    return columns, others


def _missing(profile: Profile, columns: dict[str, list[tuple[int, Place]]]) -> list[str]:
    """Return the columns without a heading, those left out by many files apart."""
    return [
        column
        for column, places in profile.columns.items()
        if column not in columns and not {place.heading for place in places} & {*profile.optional}
    ]
