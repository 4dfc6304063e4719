"""Ways in which a file goes wrong, by its structure: takes bytes, chance and another file.

A mutation knows segments, elements and components, so that what it makes still looks like X12 and
gets past the front door of a reader. Here are those of whole files, envelopes and delimiters; those
within a set are in ``mutations_within``, the plainest ones, on bytes, in the agreement test.
"""

from __future__ import annotations

import random

from tests.x12 import test_agreement as plain
from tests.x12.mutations_within import WITHIN
from tests.x12.parted import Mutation, Text, few, on_text, one_of, parted

VERSIONS = (
    *("005010X221A1", "005010X214", "005010X212", "005010X222A1", "005010X223A2", "005010X231A1"),
    *("004010X091A1", "004010X093A1", "004010X098A1", "004010X096A1", "004010", "", "X214X222"),
)
SET_CODES = ("835", "277", "999", "997", "837", "834", "276", "", "8350", "ABC", "83 ", " 835")
DELIMITERS = b"*:~^|>!<{}\t\x1c\x1d\x1e\x1f\n\r;'\"+&%$#@?=/\\_,`\x01\x1a\x00A0 .-"


def on_bytes(change: plain.Mutation) -> Mutation:
    """Make a mutation of one that needs no other file."""

    def mutation(data: bytes, chance: random.Random, _: bytes) -> bytes:
        return change(data, chance)

    mutation.__name__ = change.__name__
    return mutation


# Two files.


def splice(data: bytes, chance: random.Random, other: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def append(data: bytes, chance: random.Random, other: bytes) -> bytes:
    between = chance.choice((b"", b"", b"\n", b"\r\n\x1a", b"\xef\xbb\xbf", b"junk", b"~"))
    return data + between + other[chance.choice((0, 0, chance.randrange(len(other) + 1))) :]


def insert(data: bytes, chance: random.Random, other: bytes) -> bytes:
    at, start = chance.randrange(len(data) + 1), chance.randrange(len(other) + 1)
    return data[:at] + other[start : start + few(chance, len(other) + 1)] + data[at:]


@on_text
def mix_segments(text: Text, chance: random.Random, other: bytes) -> None:
    theirs = parted(other)
    if not theirs.segments:
        return
    start = chance.randrange(len(theirs.segments))
    block = theirs.segments[start : start + few(chance, 40)]
    at = chance.randrange(len(text.segments) + 1)
    text.segments[at:at] = [part.replace(theirs.element, text.element) for part in block]


@on_text
def mix_sets(text: Text, chance: random.Random, other: bytes) -> None:
    """Put a set of the other file in front of a set or trailer of this one."""
    theirs = parted(other)
    opens, closes = theirs.places("ST"), theirs.places("SE")
    homes = text.places("ST", "SE", "GE", "GS", "IEA")
    if not (opens and closes and homes):
        return
    start = chance.choice(opens)
    stop = next((at for at in closes if at > start), start) + 1
    at = chance.choice(homes)
    text.segments[at:at] = [
        part.replace(theirs.element, text.element) for part in theirs.segments[start:stop]
    ]


# Delimiters.


def swap_delimiters(data: bytes, chance: random.Random, _: bytes) -> bytes:
    """Change delimiters everywhere, in the header only, or behind it only."""
    old = data[3:4] + data[104:106] + data[82:83]
    new = bytes(chance.choice(DELIMITERS) for _ in old)
    if len(set(old)) != len(old):
        return data
    table = bytes.maketrans(old + new, new + old) if chance.random() < 0.5 else None
    table = table or bytes.maketrans(old, new)
    head, body = data[:106], data[106:]
    where = chance.randrange(3)
    return (head if where == 2 else head.translate(table)) + (
        body if where == 1 else body.translate(table)
    )


def swap_one_delimiter(data: bytes, chance: random.Random, _: bytes) -> bytes:
    """Change one byte of the header where it names a delimiter."""
    at = chance.choice((3, 82, 104, 105, chance.randrange(106)))
    return data[:at] + bytes((chance.choice(DELIMITERS),)) + data[at + 1 :]


def resize_header(data: bytes, chance: random.Random, _: bytes) -> bytes:
    """Make an element of the ISA longer or shorter."""
    at = chance.randrange(4, 106)
    size = few(chance, 700)
    filler = chance.choice((b" ", b"0", b"A", data[3:4] or b"*"))
    return chance.choice(
        (data[:at] + data[at + size % 20 :], data[:at] + filler * size + data[at:])
    )


@on_text
def drop_envelope(text: Text, chance: random.Random, _: bytes) -> None:
    places = text.places("ISA", "GS", "ST", "SE", "GE", "IEA")
    if places:
        del text.segments[chance.choice(places)]


@on_text
def spoil_trailer(text: Text, chance: random.Random, _: bytes) -> None:
    """Change a count or control number of an envelope."""
    found = one_of(text, chance, "ISA", "GS", "ST", "SE", "GE", "IEA")
    if found is None:
        return
    at, parts = found
    odd = (b"0", b"1", b"-1", b"999999999", b"1234567890", b"", b"X", "٣".encode(), b" 1", b"0001")
    place = chance.choice((1, 2, len(parts) - 1, chance.randrange(1, len(parts))))
    parts[min(place, len(parts) - 1)] = chance.choice(odd)
    text.segments[at] = text.element.join(parts)


@on_text
def change_version(text: Text, chance: random.Random, _: bytes) -> None:
    """Say that a set is of another kind or guide, or of none."""
    found = one_of(text, chance, "GS", "ST")
    if found is None:
        return
    at, parts = found
    version = chance.choice(VERSIONS).encode()
    if parts[0].strip() == b"ST":
        parts[1] = chance.choice((parts[1], chance.choice(SET_CODES).encode()))
        parts[3:] = chance.choice(([], [version]))
    else:
        parts[8:] = chance.choice(([], [version]))
    text.segments[at] = text.element.join(parts)


MUTATIONS: tuple[Mutation, ...] = (
    *(on_bytes(change) for change in plain.MUTATIONS),
    *(splice, append, insert, mix_segments, mix_sets, swap_delimiters, swap_one_delimiter),
    *(resize_header, drop_envelope, spoil_trailer, change_version),
    *WITHIN,
)
MOST_BYTES = 400_000
"""What a file may grow to by these; the huge ones are cases of their own."""


def mutated(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """Apply one to five mutations."""
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 5))):
        changed = chance.choice(MUTATIONS)(data, chance, other)
        data = changed if len(changed) <= MOST_BYTES else changed[:MOST_BYTES]
    return data
