"""Rows of files as Parquet, where every worker of a cluster reaches them: a part a batch of files.

Takes the folder of the rows. ``rows/<table>/practice_id=<key>/load=<id>/<batch>.parquet`` is a
part, and a load what one run brought in. Before a load begins, its note says which files it will
hold; it counts when ``raw.files`` lists every one of them. Refuses to count a load otherwise: what
a killed run left, and what is not whole any more, is deleted, and its files are loaded again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.practice import Home
from pipeline.resources.whole_files import replace_text

FileKey = tuple[str, str]
"""A practice and a file of it."""


@dataclass(frozen=True, slots=True)
class RawParts:
    """The parts below a folder."""

    folder: Path

    @classmethod
    def of(cls, home: Home) -> RawParts:
        """Return the parts of a home, where its settings want them."""
        named = home.settings.engine.folder
        return cls(Path(named) if named else home.path / "warehouse" / "spark")

    @property
    def exists(self) -> bool:
        """Whether Spark holds rows of this home."""
        return self._notes.is_dir()

    @property
    def builds(self) -> Path:
        """Where models lie while they are computed."""
        return self.folder / "builds"

    def rows_of(self, table: str) -> Path:
        """Return the folder that holds the parts of a table."""
        return self.folder / "rows" / table

    def part(self, table: str, practice_id: str, load: str, batch: int) -> Path:
        """Return where a part lies; nothing is made."""
        folder = self.rows_of(table) / f"practice_id={practice_id}" / f"load={load}"
        return folder / f"{batch:06}.parquet"

    def begin(self, load: str, files: Iterable[FileKey]) -> None:
        """Note what a load will hold, before any part of it is written."""
        replace_text(json.dumps(sorted(files)), self._notes / f"{load}.json")

    def sweep(self, loaded: Iterable[FileKey]) -> set[FileKey]:
        """Delete every load that is not whole; return the listed files that no load holds.

        Args:
            loaded: What ``raw.files`` lists.
        """
        self._notes.mkdir(mode=0o700, parents=True, exist_ok=True)
        known, held = set(loaded), set[FileKey]()
        for note in sorted(self._notes.glob("*.json")):
            files = {(practice, file) for practice, file in json.loads(note.read_text("utf-8"))}
            if files <= known:
                held |= files
                continue
            self._delete(note.stem)
            note.unlink()
        return known - held

    def clear(self) -> None:
        """Delete every part: the rows are made again from the archive."""
        shutil.rmtree(self._notes, ignore_errors=True)
        shutil.rmtree(self.folder / "rows", ignore_errors=True)
        shutil.rmtree(self.builds, ignore_errors=True)

    @property
    def _notes(self) -> Path:
        return self.folder / "loads"

    def _delete(self, load: str) -> None:
        for folder in self.folder.glob(f"rows/*/*/load={load}"):
            shutil.rmtree(folder)
