"""What is true of a season: the causes that were planted, and the lines that each one denied.

Kept apart from the lines, and made beside them: no attribute of the one leads to the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from benchmarks.causes.lines import Cell, Lines, Mask

Nature = Literal["step", "ramp", "ended", "glitch"]


@dataclass(frozen=True, slots=True, eq=False)
class Cause:
    """One planted cause.

    Attributes:
        category: Code of the category in which it denies.
        cell: The lines it touches: those with these values.
        nature: ``step`` and ``ramp`` go on, ``ended`` was put right, ``glitch`` was one week's.
        onset_week: The first known week in which it denied a line.
        end_week: The last one, of a cause that is over; else none.
        caused: Which lines of the season it denied that would have been paid.
    """

    category: int
    cell: Cell
    nature: Nature
    onset_week: int
    end_week: int | None
    caused: Mask

    @property
    def is_to_be_found(self) -> bool:
        """Return whether it lasted longer than the week in which a method could first see it."""
        return self.nature != "glitch"


@dataclass(frozen=True, slots=True)
class Truth:
    """The causes of a season; a quiet one has none that is to be found."""

    causes: tuple[Cause, ...]


class Season(NamedTuple):
    """Lines for a method, and the truth for its judge."""

    lines: Lines
    truth: Truth


@dataclass(frozen=True, slots=True)
class Generator:
    """A way of inventing seasons: of a size and a seed, quiet or with planted causes.

    The quiet and the planted season of a seed are the same but for what the causes denied.
    """

    sizes: tuple[str, ...]
    quiet: Callable[[str, int], Season]
    planted: Callable[[str, int], Season]
