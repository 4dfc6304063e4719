"""Loads what is new in a home on the cluster of its settings, a process that others may disturb.

    python -m tests.portability.loading_alone HOME KEY

Each batch says by a file named after it and its process, in ``held`` beside the rows, that it has
begun, and ends when the file ``go`` lies beside it. Prints an error as people get it; ends with 1.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pyarrow as pa

from pipeline.errors import TriageError
from pipeline.loading import LoadReport, batches_of
from pipeline.practice import Home
from pipeline.rebuilding import ground
from pipeline.resources.raw_parts import RawParts
from pipeline.spark.loading import BatchReader, load_on_spark, set_aside, unwhole
from pipeline.spark.session import spark_session
from tests.portability.landed import files_of

LOOKS_A_SECOND = 10


class Held(BatchReader):
    """A batch that waits, on its worker, until somebody lets it go."""

    def _said(self, number: int) -> dict[str, pa.Table]:
        held = held_in(self.parts)
        (held / f"{number}.{os.getpid()}").touch()
        while not (held / "go").exists():
            time.sleep(1 / LOOKS_A_SECOND)
        return BatchReader._said(self, number)


def held_in(parts: RawParts) -> Path:
    """Return where batches say that they have begun."""
    return parts.folder / "held"


def load_alone(home: Home, key: str) -> LoadReport:
    """Load what is new as a load of that key."""
    parts = RawParts.of(home)
    held_in(parts).mkdir(exist_ok=True, parents=True)
    with ground(home) as new:
        set_aside(new.connection, unwhole(new.connection, parts))
        batches = tuple(batches_of(files_of(home, new.connection)))
        reader = Held(parts, key, batches, home.secret, {})
        with spark_session(home.settings.engine, parts.builds / "loading") as session:
            return load_on_spark(new.connection, session, reader)


def main() -> None:
    """Load, or say why not."""
    home, key = Home.open(Path(sys.argv[1])).on_engine("spark"), sys.argv[2]
    try:
        load_alone(home, key)
    except TriageError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
