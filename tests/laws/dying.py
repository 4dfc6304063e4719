"""``triage`` in a process that counts what it puts in place and takes away, and can die doing so.

    python -m tests.laws.dying FILE KIND NUMBER MOMENT run ...

Adds a line to FILE for each file of the home that is renamed or deleted: its kind. At the given
one of its kind the process kills itself, before or after the call; the rest of the arguments are
the command's own. Only the system's calls are wrapped, so the product knows nothing of it.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

LANDED, TAKEN, SWAPPED = "file landed", "file taken at source", "published copy swapped"
PAPER, RECEIPT = "paper put in place", "receipt written"
KINDS = (LANDED, TAKEN, SWAPPED, PAPER, RECEIPT)
BEFORE, AFTER = "before", "after"
MOMENTS = (BEFORE, AFTER)

# By path in the home; a source that is emptied lies in its practice's folder.
_KINDS = {
    "landing/*": LANDED,
    "practices/*/clearinghouse/*": TAKEN,
    "warehouse/denials.duckdb": SWAPPED,
    "practices/*/packets/*": PAPER,
    "practices/*/worklists/*": PAPER,
    "delivered/*": PAPER,
    "deliveries/*": RECEIPT,
}
# Of what the command imports, nothing may decide by the identity of a wrapped call after this.
_ = shutil


def kind_of(path: object, home: Path) -> str:
    """Return which instant a rename to a path, or its deletion, is; empty for all others."""
    # Deletions below an open folder are named without it: they are of scratch folders.
    if not isinstance(path, (str, Path)) or not Path(path).is_relative_to(home):
        return ""
    inside = Path(path).relative_to(home).as_posix()
    return next((kind for pattern, kind in _KINDS.items() if fnmatch(inside, pattern)), "")


class Countdown:
    """Counts calls by kind, and kills the process at one of them."""

    def __init__(self, home: Path, told: Path, kind: str, number: int, moment: str) -> None:
        """Remember when to die; number 0 is never."""
        self.home, self.told = home, told
        self.last, self.moment = (kind, number), moment
        self.counts: dict[str, int] = {}

    def wrap(self, call: Callable[..., Any], place: int) -> Callable[..., Any]:
        """Return a call of the system that is counted by its argument at a place."""

        def counted(*given: Any, **how: Any) -> Any:
            kind = kind_of(given[place], self.home)
            is_last = bool(kind) and self._count(kind) == self.last
            if is_last and self.moment == BEFORE:
                die()
            done = call(*given, **how)
            if is_last:
                die()
            return done

        return counted

    def _count(self, kind: str) -> tuple[str, int]:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        with self.told.open("a", encoding="utf-8") as lines:
            lines.write(f"{kind}\n")
        return kind, self.counts[kind]


def die() -> None:
    """Kill this process as the system would."""
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Wrap the system's calls and hand over to the command."""
    told, kind, number, moment = sys.argv[1:5]
    countdown = Countdown(Path(os.environ["TRIAGE_HOME"]), Path(told), kind, int(number), moment)
    for name, place in (("replace", 1), ("rename", 1), ("link", 1), ("unlink", 0), ("remove", 0)):
        setattr(os, name, countdown.wrap(getattr(os, name), place))
    del sys.argv[1:5]
    from pipeline.cli import main as triage

    triage()


if __name__ == "__main__":
    main()
