"""Rows of files as Parquet, where every worker of a cluster reaches them: a part a batch of files.

Takes the folder of the rows. ``rows/<table>/practice_id=<key>/load=<id>/<batch>.parquet`` is a
part, and a load what one run brought in. Before a load begins, its note says which files it will
hold; before it counts, what each part of it is, byte for byte. It counts when ``raw.files`` lists
every file of it. Refuses to count a load otherwise, one of another version, and one of which a part
is missing or is not what was written: they are deleted, and their files are loaded again. So is
whatever lies among the parts and was noted by no load: Spark reads all that lies there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.practice import Home
from pipeline.resources.whole_files import replace_text

FileKey = tuple[str, str]
"""A practice and a file of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it was written.

    Attributes:
        path: Below the folder of the parts.
        sha256: Of its bytes, hex.
    """

    path: str
    byte_count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a load says of itself.

    Attributes:
        made_by: The version that wrote it; another one may write other columns.
        files: What it holds.
        parts: ``None`` until all are written.
    """

    made_by: str
    files: frozenset[FileKey]
    parts: frozenset[Part] | None = None

    def written(self) -> str:
        """Return it as text."""
        parts = None if self.parts is None else [asdict(part) for part in self.parts]
        told = {"made_by": self.made_by, "files": sorted(self.files), "parts": parts}
        return json.dumps(told, sort_keys=True)

    @classmethod
    def read(cls, text: str) -> Note | None:
        """Return what was written; None where it is not readable, or of before there were parts."""
        try:
            told = json.loads(text)
            files = frozenset((practice, file) for practice, file in told["files"])
            parts = None if told["parts"] is None else [Part(**part) for part in told["parts"]]
            return cls(told["made_by"], files, None if parts is None else frozenset(parts))
        except (ValueError, TypeError, KeyError):
            return None


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

    def path(self, table: str, practice_id: str, load: str, batch: int) -> Path:
        """Return where a part lies; nothing is made."""
        folder = self.rows_of(table) / f"practice_id={practice_id}" / f"load={load}"
        return folder / f"{batch:06}.parquet"

    def part(self, path: Path, half: Path) -> Part:
        """Return what a part will be that is written, and not in its place yet."""
        named = path.relative_to(self.folder).as_posix()
        return Part(named, half.stat().st_size, _digest(half))

    def note(self, load: str, note: Note) -> None:
        """Keep what a load says of itself: before a part is written, and before it counts."""
        replace_text(note.written(), self._notes / f"{load}.json")

    def sweep(self, loaded: Iterable[FileKey], made_by: str) -> set[FileKey]:
        """Delete every load that is not whole; return the listed files that no load holds.

        Args:
            loaded: What ``raw.files`` lists.
            made_by: The version that goes on.
        """
        self._notes.mkdir(mode=0o700, parents=True, exist_ok=True)
        known, held, kept = set(loaded), set[FileKey](), set[Path]()
        for path in sorted(self._notes.glob("*.json")):
            note = Note.read(path.read_text("utf-8", "replace"))
            if note and note.files <= known - held and self._counts(note, made_by):
                held |= note.files
                kept |= self._paths(note.parts or ())
            else:
                path.unlink()
        self._delete_all_but(kept)
        return known - held

    def are_whole(self) -> bool:
        """Tell whether every load's parts are what was written, and nothing else would be read."""
        notes = [Note.read(path.read_text("utf-8")) for path in self._notes.glob("*.json")]
        parts = {part for note in notes if note for part in note.parts or ()}
        return self._paths(parts) == set(self._lying()) and self._are_sound(parts)

    def clear(self) -> None:
        """Delete every part: the rows are made again from the archive."""
        shutil.rmtree(self._notes, ignore_errors=True)
        shutil.rmtree(self.folder / "rows", ignore_errors=True)
        shutil.rmtree(self.builds, ignore_errors=True)

    @property
    def _notes(self) -> Path:
        return self.folder / "loads"

    def _paths(self, parts: Iterable[Part]) -> set[Path]:
        return {self.folder / part.path for part in parts}

    def _counts(self, note: Note, made_by: str) -> bool:
        return note.made_by == made_by and note.parts is not None and self._are_sound(note.parts)

    def _lying(self) -> Iterator[Path]:
        """Yield what Spark would read; a name with a dot in front it does not."""
        for path in (self.folder / "rows").rglob("*"):
            if not path.is_dir() and not path.name.startswith("."):
                yield path

    def _are_sound(self, parts: Iterable[Part]) -> bool:
        """Tell whether parts are there and are, byte for byte, what was written.

        Nothing less tells it: the pages of these files carry no checksum, and of a flipped byte in
        one Spark makes another row without a word.
        """
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return all(pool.map(self._is_sound, parts))

    def _is_sound(self, part: Part) -> bool:
        path = self.folder / part.path
        try:
            return path.stat().st_size == part.byte_count and _digest(path) == part.sha256
        except OSError:
            return False

    def _delete_all_but(self, kept: set[Path]) -> None:
        for folder, _, names in os.walk(self.folder / "rows", topdown=False):
            for path in (Path(folder) / name for name in names):
                if path not in kept:
                    path.unlink()
            if not any(Path(folder).iterdir()):
                Path(folder).rmdir()


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
