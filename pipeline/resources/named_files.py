"""Files that a command names, handed to its run beside Dagster's storage.

Takes paths. Refuses to put one into what Dagster keeps: the name of a file may be a person's, so a
run is told the name of a list of mode 0600, which goes when the run has ended; what the run could
not read it answers there.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.practice import Home
from pipeline.resources.whole_files import replace_text


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
    def listed(self, home: Home, name: str) -> Generator[str]:
        """Keep the list in the home inside the block, and give its name; "" for no files.

        Args:
            home: Where.
            name: Of a mark that is held for as long as the block lasts.
        """
        if not self.paths and not self.received_dates:
            yield ""
            return
        file = _file(home, name)
        told = {"paths": list(self.paths), "received_dates": self.received_dates}
        try:
            file.touch(mode=0o600)
            file.write_text(json.dumps(told), encoding="utf-8")
            yield name
        finally:
            # What a broken disk keeps, the next run sweeps: its mark is gone.
            with suppress(OSError):
                file.unlink()


def tell_refused(home: Home, name: str, paths: Sequence[str]) -> None:
    """Answer in the list of that name which files and folders could not be read.

    Raises:
        WriteError: The answer cannot be written; the list is as it was.
    """
    file = _file(home, name)
    told = json.loads(file.read_text(encoding="utf-8"))
    replace_text(json.dumps(told | {"refused": paths}), file)


def refused_of(home: Home, name: str) -> tuple[str, ...]:
    """Return what a run answered in the list of that name; nothing where it cannot be read.

    What became of the run is told elsewhere, and that must come out.
    """
    try:
        told = json.loads(_file(home, name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(told.get("refused", ()))


def lists_of(home: Home) -> Iterator[tuple[str, Path]]:
    """Yield each list that lies in the home, by the name of the mark of whoever left it."""
    for path in home.dagster_folder.glob("files-*.json"):
        yield path.stem.removeprefix("files-"), path


def _file(home: Home, name: str) -> Path:
    return home.dagster_folder / f"files-{name}.json"
