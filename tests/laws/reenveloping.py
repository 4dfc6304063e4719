"""The same transaction sets in other envelopes, cut by hand: no reader of the pipeline is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.laws.building import Delivery

ISA_LENGTH = 106


def interchanges(content: bytes) -> Iterator[bytes]:
    """Yield each ISA..IEA of a well-framed file."""
    start = content.find(b"ISA")
    while start >= 0:
        following = content.find(b"ISA", start + ISA_LENGTH)
        yield content[start : following if following > 0 else len(content)].strip()
        start = following


def split_by_sets(interchange: bytes) -> list[bytes]:
    """Return one interchange for each ST..SE of one, with new control numbers."""
    element, terminator = interchange[3:4], interchange[105:106]
    segments = [one.strip(b"\r\n") for one in interchange.split(terminator) if one.strip()]
    isa, gs = segments[0], segments[1]
    pieces: list[bytes] = []
    body: list[bytes] = []
    for segment in segments[2:]:
        name = segment.split(element)[0]
        if name == b"ST":
            body = []
        if name in (b"GE", b"IEA", b"GS"):
            gs = segment if name == b"GS" else gs
            continue
        body.append(segment)
        if name == b"SE":
            number = b"%04d" % (9000 + len(pieces))
            renumbered = _renumbered(body, element, number)
            control = gs.split(element)[6]
            ends = [b"GE", b"1", control], [b"IEA", b"1", isa.split(element)[13]]
            whole = [isa, gs, *renumbered, *(element.join(end) for end in ends)]
            pieces.append(terminator.join(whole) + terminator)
    return pieces


def _renumbered(body: list[bytes], element: bytes, number: bytes) -> list[bytes]:
    st, se = body[0].split(element), body[-1].split(element)
    st[2] = se[2] = number
    return [element.join(st), *body[1:-1], element.join(se)]


def joined(one: Delivery, other: Delivery) -> Delivery:
    """Return two files sent again as one, on the later of their days."""
    content = one.content.rstrip() + b"\n" + other.content
    return Delivery(f"joined-{one.name}", content, max(one.received_on, other.received_on))


def split(one: Delivery) -> list[Delivery]:
    """Return a file sent again as one file for each of its transaction sets."""
    pieces = [piece for each in interchanges(one.content) for piece in split_by_sets(each)]
    return [
        replace(one, name=f"part-{number}-{one.name}", content=piece)
        for number, piece in enumerate(pieces)
    ]


def renamed(one: Delivery) -> Delivery:
    """Return the same bytes under another name."""
    return replace(one, name=f"again-{one.name}")
