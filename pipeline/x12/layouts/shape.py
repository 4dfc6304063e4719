"""The shape of a layout: takes which segment fills which table; refuses nothing, it is data.

A layout says three things about a transaction set: which segments open or close a loop, which table
a segment fills, and which element (or component of an element) a column holds. The engine turns it
into Arrow tables; ``RAW_COLUMNS`` turns it into the warehouse's tables. Nobody else needs to know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds once loaded; the engine emits text for all but its own integers."""

    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    INTEGER = "integer"
    PRIVATE = "private"
    BOOLEAN = "boolean"


class Part(StrEnum):
    """Which part of an element a column takes: all of it, or one end of a span of dates."""

    WHOLE = "whole"
    FIRST_DATE = "first_date"
    LAST_DATE = "last_date"


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column comes from.

    Attributes:
        kind: What it holds.
        element: Number of the element, counted from 1; inside a repeat counted from its group.
        component: Number of the component, counted from 1; 0 for the element as a whole.
        repeats: Whether ``element`` is counted within the repeated group.
        part: All of the element or one end of a span of dates.
        when: Number of the element that says what this one is, and the codes under which the
            column takes it; empty for always.
        under: Codes of the composite's first component under which the column takes its own;
            empty for always.
    """

    kind: Kind
    element: int
    component: int = 0
    repeats: bool = False
    part: Part = Part.WHOLE
    when: tuple[int, tuple[str, ...]] = (0, ())
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """Groups of elements that repeat within one segment, such as the triplets of a CAS.

    Attributes:
        before: Elements in front of the first group.
        stride: Elements a group has.
        most: Groups a segment can hold.
        ordinal: Column that numbers the groups from 1.
    """

    before: int
    stride: int
    most: int
    ordinal: str


@dataclass(frozen=True, slots=True)
class Table:
    """One raw table: the rows are the segments named, or their repeated groups.

    Attributes:
        segments: Segment ids that fill it.
        columns: Column name to its source.
        parents: Loops whose opening segment's number is kept, as ``<loop>_segment``.
        only: Values of element 1 that are loaded; empty for all.
        repeat: The repeated groups, when a segment makes several rows.
    """

    segments: tuple[str, ...]
    columns: Mapping[str, Column]
    parents: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    repeat: Repeat | None = None


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop and what opens it.

    Attributes:
        name: Name used in ``Table.parents``.
        opener: Segment id that opens it.
        depth: Every loop of this depth or deeper closes when it opens.
        inside: A loop that must be open for the opener to count; empty for always.
    """

    name: str
    opener: str
    depth: int
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything the engine knows of a transaction set.

    Attributes:
        loops: The loops, outermost first; a loop with ``inside`` stands after that loop.
        tables: Raw table name to its rows.
        closes: Segment id to the depth from which it closes loops without opening one.
    """

    loops: tuple[Loop, ...]
    tables: Mapping[str, Table]
    closes: Mapping[str, int] = field(default_factory=dict)


def text(element: int, component: int = 0) -> Column:
    """Return a column of text."""
    return Column(Kind.TEXT, element, component)


def procedure(element: int) -> dict[str, Column]:
    """Return the columns of a composite that names a procedure: its code and four modifiers."""
    parts = ("procedure_code", "modifier_1", "modifier_2", "modifier_3", "modifier_4")
    return {name: text(element, number) for number, name in enumerate(parts, start=2)}


def money(element: int) -> Column:
    """Return a column of dollars and cents."""
    return Column(Kind.MONEY, element)


def day(element: int) -> Column:
    """Return a column that holds one date."""
    return Column(Kind.DATE, element)


def first_day(element: int) -> Column:
    """Return the first date of an element that holds a date or a span of two."""
    return Column(Kind.DATE, element, part=Part.FIRST_DATE)


def last_day(element: int) -> Column:
    """Return the last date of an element that holds a date or a span of two."""
    return Column(Kind.DATE, element, part=Part.LAST_DATE)


def count(element: int) -> Column:
    """Return a column of whole numbers."""
    return Column(Kind.INTEGER, element)


def private(element: int) -> Column:
    """Return a column that is replaced by a token before anything is stored."""
    return Column(Kind.PRIVATE, element)


def national_provider(element: int, qualifier: int) -> Column:
    """Return a column that holds an NPI, and nothing that stands there under another qualifier.

    Older files put a clinician's tax or social security number in its place.
    """
    return Column(Kind.TEXT, element, when=(qualifier, ("XX",)))


def repeated(kind: Kind, element: int, component: int = 0, under: tuple[str, ...] = ()) -> Column:
    """Return a column counted within a repeated group, from 1."""
    return Column(kind, element, component, repeats=True, under=under)
