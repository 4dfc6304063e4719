"""Whether a profile says what can be done: takes a file of the right shape, tells what is wrong.

Refuses columns and words that are none of ours, a heading that is used twice, and headings that
nothing in the file explains.
"""

import difflib
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.exports.columns import COLUMNS, STATUSES, Kind
from pipeline.exports.profile import normalised
from pipeline.exports.profile_file import ProfileFile


class Wrong(NamedTuple):
    """What is wrong, at which key or heading of the file."""

    key: str
    what: str
    remedy: str


def wrong_in(file: ProfileFile) -> list[Wrong]:
    """Return everything that is wrong with a profile."""
    return [
        *_of_columns(file),
        *_of_keys(file),
        *_of_headings(file),
        *_of_references(file),
        *_of_statuses(file),
    ]


def _of_columns(file: ProfileFile) -> Iterator[Wrong]:
    for column, places in file.columns.items():
        kind = COLUMNS.get(column)
        if kind is None:
            close = difflib.get_close_matches(column, COLUMNS, n=1)
            remedy = f"Did you mean {close[0]}?" if close else f"Known: {', '.join(COLUMNS)}."
            yield Wrong(column, f"There is no column {column}.", remedy)
        elif len(places) > 1 and kind is not Kind.CODES:
            what = f"{column} takes its values from several headings."
            yield Wrong(column, what, "Name one; only columns of codes are joined.")
        elif kind is not Kind.MONEY and any(place.sign != "as_written" for place in places):
            what = f"{column} holds no amounts and has a sign."
            yield Wrong(column, what, "Remove the sign.")


def _of_keys(file: ProfileFile) -> Iterator[Wrong]:
    for key in file.keys:
        if key not in file.columns:
            what = f"The key {key} is none of the columns of this profile."
            remedy = "Name columns, as they are called here, of which each row fills at least one."
            yield Wrong("keys", what, remedy)
    always = [column for column, heading, _ in file.placed if {heading} & {*file.required}]
    if not set(always) & set(file.keys):
        what = "No key takes its values from a required heading."
        yield Wrong("keys", what, "Add one that does, or every row of some lists has no key.")


def _of_headings(file: ProfileFile) -> Iterator[Wrong]:
    """Tell headings that are used twice; one that means two things would be read at random."""
    seen: dict[tuple[str, int], str] = {}
    uses = [(heading, nth, f"column {column}") for column, heading, nth in file.placed]
    uses += [(heading, 1, "dropped") for heading in file.dropped]
    uses += [(heading, 0, "unused") for heading in file.unused]
    uses += [
        (other, 1, f"alias of {heading}")
        for heading, others in file.aliases.items()
        for other in others
    ]
    for heading, nth, use in uses:
        key = (normalised(heading), nth)
        if not key[0]:
            yield Wrong(
                heading, f"The heading {heading} has no letter.", "Write it as the list does."
            )
        elif key in seen:
            what = f"The heading {heading} is used twice: {seen[key]} and {use}."
            yield Wrong(heading, what, "Use it once; equal headings of a list are told by nth.")
        else:
            seen[key] = use


def _of_references(file: ProfileFile) -> Iterator[Wrong]:
    known = {heading for _, heading, _ in file.placed} | {*file.dropped, *file.unused, *file.only}
    named = {
        "required": file.required,
        "optional": file.optional,
        "aliases": tuple(file.aliases),
    }
    for key, headings in named.items():
        for heading in headings:
            if heading not in known:
                what = f"{key} names the heading {heading}, which nothing in this profile uses."
                remedy = "Put it under columns, dropped or unused, written the same way."
                yield Wrong(key, what, remedy)


def _of_statuses(file: ProfileFile) -> Iterator[Wrong]:
    for word, ours in file.statuses.items():
        if ours not in STATUSES:
            remedy = f"Use one of: {', '.join(STATUSES)}."
            yield Wrong(word, f"{ours} is none of our words for a status.", remedy)
    if bool(file.statuses) != ("status" in file.columns):
        what = "A column status and a table statuses need each other."
        yield Wrong("statuses", what, "Write both or none.")
