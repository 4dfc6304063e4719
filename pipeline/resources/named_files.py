"""Files that a command names, handed to its run beside Dagster's storage.

Takes paths. Refuses to put one into what Dagster keeps: the name of a file may be a person's, so a
run is told the name of a list of mode 0600, which goes when the run has ended.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.practice import Home


@dataclass(frozen=True)
class NamedFiles:
    """What a run is to bring in.

    Attributes:
        paths: Files and folders, absolute; none = the practice's own sources.
        received_dates: A CSV with the columns path and received_on; empty = none.
    """

    paths: tuple[str, ...] = ()
    received_dates: str = ""

    @classmethod
    def read(cls, home: Home, name: str) -> NamedFiles:
        """Return the list of that name in the home."""
        told = json.loads(_file(home, name).read_text(encoding="utf-8"))
        return cls(tuple(told["paths"]), told["received_dates"])

    @contextmanager
    def listed(self, home: Home) -> Generator[str]:
        """Keep the list in the home inside the block, and give its name; "" for no files."""
        if not self.paths and not self.received_dates:
            yield ""
            return
        name = uuid.uuid4().hex
        file = _file(home, name)
        file.touch(mode=0o600)
        told = {"paths": list(self.paths), "received_dates": self.received_dates}
        file.write_text(json.dumps(told), encoding="utf-8")
        try:
            yield name
        finally:
            file.unlink()


def _file(home: Home, name: str) -> Path:
    return home.dagster_folder / f"files-{name}.json"
