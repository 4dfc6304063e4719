"""A failing input made small: takes files and whether they still fail, gives fewer bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.x12.parted import parted

Files = list[tuple[str, bytes]]
Fails = Callable[[Files], bool]


def minimised(files: Files, fails: Fails, most_tries: int = 400) -> Files:
    """Drop files, then segments, then bytes, as long as the rest still fails."""
    budget = _Budget(fails, most_tries)
    kept = _fewer(files, lambda some: budget.fails(list(some)))
    for place, (name, data) in enumerate(kept):
        before, behind = kept[:place], kept[place + 1 :]

        def still(data: bytes, around: tuple[Files, str, Files] = (before, name, behind)) -> bool:
            return budget.fails([*around[0], (around[1], data), *around[2]])

        text = parted(data)
        segments = _fewer(text.segments, lambda some, end=text.end, ok=still: ok(end.join(some)))
        data = text.end.join(segments)
        data = bytes(_fewer(data, lambda some, ok=still: ok(bytes(some))))
        kept[place] = (name, data)
    return kept


class _Budget:
    """Asks whether files fail, until it has asked often enough."""

    def __init__(self, fails: Fails, tries: int) -> None:
        self._fails, self._tries = fails, tries

    def fails(self, files: Files) -> bool:
        self._tries -= 1
        return self._tries >= 0 and self._fails(files)


def _fewer(parts: Sequence, fails: Callable[[list], bool]) -> list:
    """Leave out halves, quarters, … of the parts while what is left fails (delta debugging)."""
    kept = list(parts)
    size = len(kept) // 2
    while size >= 1:
        start = 0
        while start < len(kept):
            rest = kept[:start] + kept[start + size :]
            if rest and fails(rest):
                kept = rest
            else:
                start += size
        size //= 2
    return kept
