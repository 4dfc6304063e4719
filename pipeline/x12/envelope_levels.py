"""The three envelopes around segments, and what a file keeps of them while it is read.

Takes nothing and refuses nothing: the levels are data, the state is what the walker fills in.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np

from pipeline.x12.segments import pack
from pipeline.x12.transaction_sets import TransactionSet

_BLOCK = 1024
_MOST_BLOCKS = 20_000


@dataclass(frozen=True, slots=True)
class Level:
    """One of the three envelopes around segments.

    Attributes:
        opener: Segment that opens it.
        depth: 0 interchange, 1 group, 2 set.
        control: Element of the opener that holds the control number; in the trailer it is 2.
        missing: Finding when it is not closed.
        miscounted: Finding when the trailer's count is wrong.
    """

    opener: str
    depth: int
    control: int
    missing: str
    miscounted: str


INTERCHANGE = Level("ISA", 0, 13, "missing_interchange_trailer", "wrong_group_count")
GROUP = Level("GS", 1, 6, "missing_group_trailer", "wrong_set_count")
SET = Level("ST", 2, 2, "missing_set_trailer", "wrong_segment_count")
LEVELS = (INTERCHANGE, GROUP, SET)
OPENERS = {level.opener: level for level in LEVELS}
TRAILERS = {"IEA": INTERCHANGE, "GE": GROUP, "SE": SET}
ENVELOPE_IDS = np.array([pack(name) for name in (*OPENERS, *TRAILERS)], dtype=np.uint32)

CONTROL_IDS = np.array([pack(name) for name in ("ISB", "ISE", "TA3")], dtype=np.uint32)
"""Segments that may stand between an ISA and its GS and say nothing of a set."""

OF_INTERCHANGE = tuple(
    f"interchange_{name}" for name in ("sender_id", "receiver_id", "on", "control_number")
)
"""Columns of a set that come from its ISA."""


class ControlNumbers:
    """The control numbers used at one level, the most recent ones where they are very many.

    Numbers that count upwards are one bit each; of others a bounded number is remembered, so that a
    file of nothing but envelopes takes no memory in proportion.
    """

    def __init__(self) -> None:
        """Start without any."""
        self._blocks: OrderedDict[Hashable, int] = OrderedDict()

    def add(self, control_number: str | None) -> bool:
        """Remember a control number; return whether it was used before."""
        block: Hashable = control_number
        bit = 1
        text = control_number or ""
        if text.isascii() and text.isdigit():
            number, place = divmod(int(text), _BLOCK)
            block, bit = (len(text), number), 1 << place
        seen = self._blocks.get(block, 0)
        self._blocks[block] = seen | bit
        self._blocks.move_to_end(block)
        if len(self._blocks) > _MOST_BLOCKS:
            self._blocks.popitem(last=False)
        return bool(seen & bit)


@dataclass(slots=True)
class Opened:
    """An envelope that is open: its control number, its segment, how many it holds so far."""

    control_number: str | None
    number: int
    children: int = 0


@dataclass(slots=True)
class FileEnvelope:
    """What is known and open in one file.

    Attributes:
        file: Ordinal of the file.
        kind: Format such as 835 or 277CA; empty until a set tells.
        unclear: Code and number of its first set that is read, while its format is not known.
        unread: Code of its first set that is not read.
        on: Date of its first interchange, else of its first group, as eight digits.
        columns: Columns of the sets that follow, from the ISA and GS above them.
        opened: What is open, by depth.
        used: Control numbers seen, by depth.
        current: The set that is open, and its running digest.
        last_number: Number of the last segment seen.
        is_behind: Whether its last interchange is closed and nothing has been opened since.
    """

    file: int
    kind: str = ""
    unclear: tuple[str, int] | None = None
    unread: str = ""
    on: str | None = None
    columns: dict[str, str | None] = field(default_factory=dict)
    opened: dict[int, Opened] = field(default_factory=dict)
    used: dict[int, ControlNumbers] = field(default_factory=dict)
    current: "tuple[TransactionSet, hashlib._Hash] | None" = None
    last_number: int = 0
    is_behind: bool = False
