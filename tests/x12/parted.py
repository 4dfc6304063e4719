"""A file cut by its own delimiters, to be changed and joined again; any bytes can be cut."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

Mutation = Callable[[bytes, random.Random, bytes], bytes]
"""Takes a file, chance and another file; gives a file."""


@dataclass(slots=True)
class Text:
    """A file cut at its terminator, to be joined again; the last part is what stands behind it."""

    segments: list[bytes]
    element: bytes
    component: bytes
    end: bytes

    def join(self) -> bytes:
        return self.end.join(self.segments)

    def places(self, *names: str) -> list[int]:
        wanted = {name.encode() for name in names}
        return [
            at
            for at, text in enumerate(self.segments)
            if text.lstrip().split(self.element, 1)[0] in wanted
        ]


def parted(data: bytes) -> Text:
    """Cut a file by the delimiters of its first ISA, or the usual ones."""
    at = data.find(b"ISA")
    header = data[at : at + 106] if at >= 0 else b""
    if len(header) == 106 and header[3] != header[105] and not header[3:4].isalnum():
        marks = header[3:4], header[104:105], header[105:106]
    else:
        marks = b"*", b":", b"~"
    return Text(data.split(marks[2]), *marks)


def on_text(change: Callable[[Text, random.Random, bytes], None]) -> Mutation:
    """Make a mutation of what changes a cut file in place."""

    def mutation(data: bytes, chance: random.Random, other: bytes) -> bytes:
        text = parted(data)
        change(text, chance, other)
        return text.join()

    mutation.__name__ = change.__name__
    return mutation


def few(chance: random.Random, most: int) -> int:
    """Return a small number mostly, a large one rarely: 1 to ``most``."""
    return max(1, int(most ** chance.random() ** 2))


def one_of(text: Text, chance: random.Random, *names: str) -> tuple[int, list[bytes]] | None:
    """Choose a segment that has elements."""
    places = text.places(*names) if names else range(len(text.segments))
    if not places:
        return None
    at = chance.choice(places)
    parts = text.segments[at].split(text.element)
    return (at, parts) if len(parts) > 1 else None
