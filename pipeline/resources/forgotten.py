"""What a practice was told to forget, so that a source that keeps a file does not bring it back.

Takes the archive of a practice and the home's secret. A forgotten file is known by keyed hashes of
its place and of its bytes: neither its name nor its content can be read out of them. Refuses
nothing: without a forgotten file there is no memory, and no secret is needed.
"""

import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.resources.whole_files import replace_text

PickUp = tuple[str, int, str]

_FILE = "forgotten.json"


class PickUps(set[PickUp]):
    """What was picked up so far: what is known by name, and what was forgotten."""

    def __init__(self, known: Iterable[PickUp], forgotten: "Forgotten") -> None:
        """Keep both."""
        super().__init__(known)
        self._forgotten = forgotten

    def __contains__(self, pick_up: object) -> bool:
        """Tell whether a file was picked up, forgotten or not."""
        return super().__contains__(pick_up) or self._forgotten.has_place(pick_up)


class Forgotten:
    """The memory of one practice: records of what was forgotten, in counts, and keyed hashes."""

    def __init__(self, folder: Path, secret: Callable[[], bytes]) -> None:
        """Read the memory in a practice's archive; ``secret`` is asked for when there is one."""
        self._path = folder / _FILE
        self._secret = secret
        told = json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}
        self.records: list[Mapping[str, Any]] = told.get("records", [])
        self._places: set[str] = set(told.get("places", []))
        self._contents: set[str] = set(told.get("contents", []))

    @classmethod
    def nothing(cls) -> "Forgotten":
        """Return the memory of a practice that forgot nothing."""
        return cls(Path(), bytes)

    def has_place(self, pick_up: object) -> bool:
        """Tell whether a file as a source lists it was forgotten."""
        return bool(self._places) and self._keyed(pick_up) in self._places

    def turns_away(self, path: Path, pick_up: PickUp) -> bool:
        """Delete bytes that were forgotten and came again, and remember where; else do nothing.

        What is remembered `save` writes, once all that came in the same package is safely here:
        remembered any earlier, a kill in between would lose the rest of the package for ever.

        Args:
            path: The bytes in the archive, named by their hash; with a sidecar they stay.
            pick_up: Where they came from.
        """
        is_here = path.with_name(f"{path.name}.json").exists()
        if is_here or not self._contents or self._keyed(path.name) not in self._contents:
            return False
        path.unlink(missing_ok=True)
        self._places.add(self._keyed(pick_up))
        return True

    def add(self, sha256: str, pick_ups: Iterable[PickUp]) -> None:
        """Remember a file, in memory; `save` writes it."""
        self._contents.add(self._keyed(sha256))
        self._places.update(self._keyed(pick_up) for pick_up in pick_ups)

    def save(self) -> None:
        """Write the memory, whole."""
        told = {
            "records": self.records,
            "places": sorted(self._places),
            "contents": sorted(self._contents),
        }
        replace_text(json.dumps(told, indent=0), self._path)

    def _keyed(self, value: object) -> str:
        told = json.dumps(value).encode()
        return hmac.digest(self._secret(), b"forgotten\0" + told, "sha256").hex()
