"""A transaction set as one row: who sent it, where it stands and what its content hashes to.

The digest covers sender (ISA06), GS02, ST01 and the segments between ST and SE in one canonical set
of delimiters. It leaves out control numbers and the count in SE: tools that join or split
deliveries renumber both, and the same claims would count twice. An acknowledgement says nothing but
which numbers it answers, and senders use numbers again: there the day of the group counts too.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa

from pipeline.x12.arrow import flags, integers, texts
from pipeline.x12.layouts import Kind
from pipeline.x12.layouts.envelope import TRANSACTIONS
from pipeline.x12.schemas import SCHEMAS
from pipeline.x12.segments import Chunk

_ACKNOWLEDGEMENTS = frozenset({"997", "999"})
_CANONICAL = b"\x1d\x1e\x1f\x1c"


@dataclass(slots=True)
class TransactionSet:
    """A row of ``transactions``, whose columns are these fields and those of ``envelope``.

    Attributes:
        file: Ordinal of the file.
        segment_number: Number of its ST.
        envelope: Columns it has from the ISA and GS above it; shared with its neighbours.
    """

    file: int
    segment_number: int
    envelope: Mapping[str, str | None]
    version: str | None = None
    set_code: str | None = None
    control_number: str | None = None
    last_segment: int = 0
    segment_count: int = 0
    transaction_digest: str = ""
    is_complete: bool = False


_OWN = frozenset(field.name for field in fields(TransactionSet))


def digest_of(row: TransactionSet) -> "hashlib._Hash":
    """Return a digest that has taken in who sent the set and what kind it is."""
    sender = row.envelope.get("interchange_sender_id")
    names = [sender, row.envelope.get("group_sender"), row.set_code]
    if row.set_code in _ACKNOWLEDGEMENTS:
        names.append(row.envelope.get("group_on") or row.envelope.get("interchange_on"))
    return hashlib.sha256("\x1e".join([*(name or "" for name in names), ""]).encode())


def canonical(chunk: Chunk) -> memoryview:
    """Return the bytes of a chunk in the canonical delimiters, each at its old place."""
    return memoryview(b"".join(_translated(chunk)))


def _translated(chunk: Chunk) -> list[bytes]:
    parts: list[bytes] = []
    for piece in chunk.pieces:
        own = piece.run.delimiters
        old = bytes((own.element, own.segment, own.component))
        old += b"" if own.repetition is None else bytes((own.repetition,))
        parts.append(piece.data.translate(bytes.maketrans(old, _CANONICAL[: len(old)])))
    return parts


def as_table(sets: Sequence[TransactionSet], file_ids: Mapping[int, str]) -> pa.Table:
    """Return the rows as the ``transactions`` table, in file order."""
    numbers = integers(np.array([row.segment_number for row in sets], dtype=np.int32))
    made = [texts([file_ids[row.file] for row in sets]), numbers, numbers]
    for name, kind in TRANSACTIONS.items():
        own = name in _OWN
        values = [getattr(row, name) if own else row.envelope.get(name) for row in sets]
        made.append(_column(values, kind))
    return pa.Table.from_arrays(made, schema=SCHEMAS["transactions"])


def _column(values: list, kind: Kind) -> pa.Array:
    if kind is Kind.INTEGER:
        return integers(np.array(values, dtype=np.int32))
    return flags(values) if kind is Kind.BOOLEAN else texts(values)
