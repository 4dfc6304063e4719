"""Files that people fill in after they were written: takes a folder, never writes over an answer.

What was written is remembered by its digest, beside the files. A file that is not what was written
has been edited: the new one is put beside it under a number, and the edited one stays until
somebody returns or deletes it.
"""

import hashlib
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from pipeline.resources.whole_files import replace_bytes, replace_text

_WRITTEN = ".written.json"


def put_unless_edited(content: bytes, target: Path) -> Path:
    """Write ``content`` where ``target`` is, or beside it when that was edited.

    Returns:
        Where it is: ``target``, else ``<stem>-2<suffix>``, ``-3`` and so on.
    """
    written, ours = _written_in(target.parent), hashlib.sha256(content).hexdigest()
    # A run that was killed before it remembered has left the very bytes of this one.
    free = next(
        path
        for path in _places(target)
        if not path.exists() or _digest(path) in (ours, written.get(path.name))
    )
    replace_bytes(content, free)
    written[free.name] = ours
    known = {name: digest for name, digest in written.items() if (target.parent / name).exists()}
    replace_text(json.dumps(known, indent=0, sort_keys=True), target.parent / _WRITTEN)
    return free


def _places(target: Path) -> Iterator[Path]:
    yield target
    for number in count(2):
        yield target.with_name(f"{target.stem}-{number}{target.suffix}")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _written_in(folder: Path) -> dict[str, str]:
    told = folder / _WRITTEN
    return json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}


def unedited(target: Path) -> Path | None:
    """Return the newest file under a name, numbered or not, that is as it was written.

    None where every one of them was filled in, or none was ever written.
    """
    written = _written_in(target.parent)
    found = [
        path
        for path in target.parent.glob(f"{target.stem}*{target.suffix}")
        if path.name in written
        and (path == target or path.stem.removeprefix(f"{target.stem}-").isdigit())
        and _digest(path) == written[path.name]
    ]
    return max(found, key=lambda path: path.stat().st_mtime_ns, default=None)
