"""Made-up X12 of any size: balanced 835s, 277CAs and 837Ps of five senders, or many small 835s.

Gives files on disk, written in blocks of at most a megabyte, so that no size needs much memory. A
block is made by chance once and stamped with its number, so claims and members differ all through a
file. Every four claims share a member; lines, claims and payments of an 835 add up. No value holds
a character that a sender uses as a delimiter.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_up_sets import (
    STAMP,
    TAKE_BACK,
    Body,
    acknowledgement,
    remittance,
    remittance_head,
    submission,
)
from pipeline.synthetic.envelope import VERSIONS, Sender, written
from pipeline.synthetic.payers import BARS, LINES

SENDERS = (
    Sender("ALDER", "PRACTICE"),
    Sender("BIRCH", "PRACTICE", BARS),
    Sender("CEDAR", "PRACTICE", LINES),
    Sender("DOGWOOD", "PRACTICE", line_end="\n"),
    Sender("ELM", "PRACTICE"),
)
BLOCK_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of file: the functional code of its group and the maker of a set of claims."""

    functional_code: str
    body: Callable[[random.Random, int], Body]


def write(path: Path, kind: str, size: float, sender: Sender = SENDERS[0]) -> int:
    """Write a file of sets of 50 claims, about ``size`` bytes long; return its exact size."""
    made = KINDS[kind]
    block = "".join(_sets(made, min(size, BLOCK_BYTES), sender.name))
    count = max(1, round(size / len(block)))
    sets = count * block.count("~SE*")
    blocks = (_stamped(block, sender, number) for number in range(count))
    return _write(path, made, sender, blocks, sets)


def write_one_set(path: Path, size: float, sender: Sender = SENDERS[0]) -> int:
    """Write an 835 of one single transaction set, about ``size`` bytes long; return its size."""
    made = KINDS["835"]
    chance = random.Random(sender.name)  # noqa: S311 - repeatable on purpose
    bodies = []
    length = 0
    while length < min(size, BLOCK_BYTES):
        bodies.append(remittance(chance, len(bodies)))
        length += len("~".join(bodies[-1].claims))
    block = [segment for body in bodies for segment in body.claims]
    count = max(1, round(size / length))
    paid = count * sum(body.paid + TAKE_BACK for body in bodies)
    body = Body(remittance_head(paid - TAKE_BACK, 0), [], bodies[0].tail)
    segments = count * len(block) + len(body.head) + len(body.tail) + 2
    text = "~".join([*block, ""])

    def parts() -> Iterator[str]:
        yield "~".join(["ST*835*0001", *body.head, ""])
        for number in range(count):
            yield _stamped(text, sender, number)
        yield "~".join([*body.tail, f"SE*{segments}*0001", ""])

    return _write(path, made, sender, (_stamped(part, sender, 0) for part in parts()), 1)


def write_files(folder: Path, kind: str, size: float) -> list[Path]:
    """Write a file of every sender, together about ``size`` bytes."""
    paths = [folder / f"{kind}-{sender.name.lower()}.x12" for sender in SENDERS]
    for path, sender in zip(paths, SENDERS, strict=True):
        write(path, kind, size / len(SENDERS), sender)
    return paths


def write_small_files(folder: Path, count: int, size: float) -> list[Path]:
    """Write ``count`` 835s of about ``size`` bytes each, every one with claims of its own."""
    paths = [folder / f"small-{number:05d}.x12" for number in range(count)]
    chance = random.Random("small")  # noqa: S311 - repeatable on purpose
    for number, path in enumerate(paths):
        body = remittance(chance, number, claims=max(1, round(size / _BYTES_A_CLAIM)))
        sender = SENDERS[number % len(SENDERS)]
        text = _stamped(_set(KINDS["835"], body, 1), sender, number)
        _write(path, KINDS["835"], sender, [text], 1)
    return paths


KINDS = {
    "835": Kind("HP", remittance),
    "277CA": Kind("HN", acknowledgement),
    "837P": Kind("HC", submission),
}
_BYTES_A_CLAIM = 430


def _stamped(block: str, sender: Sender, number: int) -> str:
    return block.replace(STAMP, f"{sender.name[0]}{number:04d}")


def _sets(kind: Kind, size: float, seed: str) -> Iterator[str]:
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    length, number = 0, 0
    while length < size:
        made = _set(kind, kind.body(chance, number), number + 1)
        length, number = length + len(made), number + 1
        yield made


def _set(kind: Kind, body: Body, number: int) -> str:
    """Return one transaction set, every segment terminated."""
    set_code, version = VERSIONS[kind.functional_code]
    inside = [*body.head, *body.claims, *body.tail]
    control = f"{number:04d}{STAMP}"
    # The guide of the 835 has no ST03.
    head = f"ST*{set_code}*{control}" + ("" if set_code == "835" else f"*{version}")
    return "~".join([head, *inside, f"SE*{len(inside) + 2}*{control}", ""])


def _write(path: Path, kind: Kind, sender: Sender, blocks: Iterable[str], sets: int) -> int:
    """Write an interchange around blocks of sets."""
    code = kind.functional_code
    names = f"{sender.name:<15}*ZZ*{sender.receiver:<15}"
    head = (
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{names}*260105*0630*^*00501*000000001*0*P*:~"
        f"GS*{code}*{sender.name}*{sender.receiver}*20260105*0630*1*X*{VERSIONS[code][1]}~"
    )
    with path.open("wb") as file:
        file.write(written(head, sender))
        for block in blocks:
            file.write(written(block, sender))
        file.write(written(f"GE*{sets}*1~IEA*1*000000001~", sender))
        return file.tell()
