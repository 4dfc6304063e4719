"""The findings of one file while it is read: takes any number, keeps the first of each code.

A file can have a finding in each of its segments. What is kept of them is bounded, the rest is
counted. Refuses none.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.x12.findings import Noted

MOST_OF_A_CODE = 100

Locate = Callable[[set[int]], dict[int, int]]
"""Gives the first byte of segments by their numbers."""


class Listing:
    """Of each code the first hundred in the order of the segments, and how many there are."""

    def __init__(self, file: int) -> None:
        """Start without any finding of the file of this ordinal."""
        self._file = file
        self._totals: Counter[str] = Counter()
        self._kept: dict[str, list[Noted]] = {}
        self._fresh: dict[str, list[Noted]] = {}

    def note(
        self,
        code: str,
        number: int | None,
        numbers: tuple[int, ...] = (),
        offset: int | None = None,
    ) -> None:
        """Take a finding; those of one code come in the order of the segments."""
        self._totals[code] += 1
        fresh = self._fresh.setdefault(code, [])
        if len(fresh) < MOST_OF_A_CODE:
            fresh.append(Noted(self._file, code, number, numbers, offset))

    def note_many(self, first: Sequence[Noted], count: int) -> None:
        """Take findings of one code, of which only the first are told."""
        if first:
            self._totals[first[0].code] += count
            self._fresh.setdefault(first[0].code, []).extend(first)

    def settle(self, locate: Locate) -> None:
        """Keep the first of what was noted since the last call, and tell where they stand."""
        chosen: list[Noted] = []
        for code, fresh in self._fresh.items():
            room = MOST_OF_A_CODE - len(self._kept.get(code, ()))
            chosen += sorted(fresh, key=lambda noted: (noted.number or 0, noted.numbers))[:room]
        self._fresh = {}
        places = locate({n.number for n in chosen if n.number and n.offset is None})
        for noted in chosen:
            place = places[noted.number] if noted.number and noted.offset is None else noted.offset
            self._kept.setdefault(noted.code, []).append(replace(noted, offset=place))

    def listed(self) -> list[Noted]:
        """Return what is kept, and how many more there are."""
        kept = [noted for of_code in self._kept.values() for noted in of_code]
        more = sum(max(0, total - MOST_OF_A_CODE) for total in self._totals.values())
        if more:
            kept.append(Noted(self._file, "more_findings", None, (more,), 0))
        return kept
