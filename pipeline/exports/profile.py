"""What a product's list looks like: data, refuses nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

VERIFIED, INFERRED = "verified", "inferred"
POINT, COMMA = "point", "comma"
AS_WRITTEN, NEGATED, BY_MAJORITY = "as_written", "negated", "by_majority"

_MEANS_NOTHING = re.compile(r"[^a-z0-9#$%]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands in a list.

    Attributes:
        heading: As the product writes it.
        nth: Which of several equal headings, from 1.
        sign: How its amounts are signed; ``BY_MAJORITY`` where some versions of the product write
            what is owed as negative.
    """

    heading: str
    nth: int = 1
    sign: str = AS_WRITTEN


@dataclass(frozen=True, slots=True)
class Profile:
    """One list of one product.

    Attributes:
        profile_id: Its key, in the format of a file and in each row.
        product: As a person knows it.
        extract: Key of ``EXTRACTS``.
        evidence: ``VERIFIED`` (headings seen in real files) or ``INFERRED``.
        source: Where the headings are from.
        columns: Our column to the places it takes its values from, in order.
        required: Headings without which a list is not this one.
        optional: Headings of columns that many files leave out; their absence is no finding.
        keys: Our columns of which a row needs at least one; else it is no row of the list.
        dropped: Headings of what names or describes a patient; never read.
        unused: Headings that are known and not needed; of equal ones those no column takes.
        aliases: Heading to other ways it is written.
        only: Heading to the words of it that a row needs to be one of the list, in small letters.
        date_order: Of texts such as 3/4/2026.
        decimal_mark: ``POINT`` or ``COMMA``.
        null_words: Words that mean an empty cell, in small letters.
        total_words: First words of a row of totals, in small letters.
        statuses: The product's words in small letters to ours.
        is_own: Whether a practice brought it; it goes before ours.
    """

    profile_id: str
    product: str
    extract: str
    evidence: str
    source: str
    columns: Mapping[str, tuple[Place, ...]]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    keys: tuple[str, ...]
    dropped: tuple[str, ...]
    unused: tuple[str, ...]
    aliases: Mapping[str, tuple[str, ...]]
    only: Mapping[str, tuple[str, ...]]
    date_order: str
    decimal_mark: str
    null_words: tuple[str, ...]
    total_words: tuple[str, ...]
    statuses: Mapping[str, str]
    is_own: bool

    @property
    def places(self) -> dict[tuple[str, int], str]:
        """Return each heading, with its count among equal ones, and the column it fills."""
        return {
            (place.heading, place.nth): column
            for column, places in self.columns.items()
            for place in places
        }


def normalised(heading: object) -> str:
    """Return a heading without case, blanks, marks of byte order and punctuation."""
    return _MEANS_NOTHING.sub("", str(heading).casefold())
