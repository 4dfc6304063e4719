"""Where in a settings file a setting stands.

Takes TOML text and the path of a setting as the validator names it. Refuses nothing: what cannot be
found more closely is placed at the nearest table above it.
"""

import re
from collections.abc import Iterator

Location = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*=""")


def line_of(text: str, location: Location) -> int:
    """Return the line (from 1) on which ``location`` or its nearest parent is written."""
    lines = dict(_settings(text))
    for length in range(len(location), 0, -1):
        if line := lines.get(location[:length]):
            return line
    return 1


def _settings(text: str) -> Iterator[tuple[Location, int]]:
    """Yield every table and key with its line; of a repeated table, each by its number."""
    table: Location = ()
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            name = header[2].strip("\"'")
            table = (name,)
            if header[1] == "[[":
                table = (name, counts.setdefault(name, 0))
                counts[name] += 1
                yield (name,), number
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, key[1] or key[2] or key[3]), number
