"""Passes over a file of any size, a window at a time: takes bytes or a read-only memory map.

The pages of a memory map that were touched count as memory of the process until they are given
back; a pass gives back what it leaves behind. What a pass finds never depends on the window's size.
Refuses nothing.
"""

import codecs
import mmap
import re
from typing import TypeAlias

Bytes: TypeAlias = bytes | mmap.mmap

WINDOW_BYTES = 2 << 20

# The system may map two megabytes around one byte that is touched.
_BLOCK = 2 << 20
_DONT_NEED = getattr(mmap, "MADV_DONTNEED", None)
_LONGEST_BLANK = 3


def give_back(data: Bytes, start: int, stop: int) -> None:
    """Let the system drop the pages of a memory map; they are read again when they are needed.

    Only of a map that cannot be written to: of another the changes would be lost.
    """
    if _DONT_NEED is None or not isinstance(data, mmap.mmap):
        return
    start -= start % _BLOCK
    stop = min(stop + -stop % _BLOCK, len(data))
    with memoryview(data) as view:
        is_read_only = view.readonly
    if is_read_only and start < stop:
        data.madvise(_DONT_NEED, start, stop - start)


def find(data: Bytes, text: bytes, start: int, stop: int) -> int:
    """Return the first place of a text between two places, or -1."""
    for at in range(start, stop, WINDOW_BYTES):
        found = data.find(text, at, min(at + WINDOW_BYTES + len(text) - 1, stop))
        if found >= 0:
            return found
        give_back(data, at, at + WINDOW_BYTES)
    return -1


def rfind(data: Bytes, text: bytes, start: int, stop: int) -> int:
    """Return the last place of a text between two places, or -1."""
    for end in range(stop, start, -WINDOW_BYTES):
        at = max(end - WINDOW_BYTES, start)
        found = data.rfind(text, at, min(end + len(text) - 1, stop))
        if found >= 0:
            return found
        give_back(data, at, end)
    return -1


def search(
    pattern: re.Pattern[bytes], data: Bytes, start: int, stop: int, longest: int
) -> re.Match[bytes] | None:
    """Return the first match between two places.

    Args:
        pattern: What to look for.
        data: Where to look.
        start: First byte of a match, at the earliest.
        stop: Where the text ends for the pattern.
        longest: At least the bytes a match has, together with what it looks at behind its end.
    """
    for at in range(start, stop, WINDOW_BYTES):
        found = pattern.search(data, at, min(at + WINDOW_BYTES + longest, stop))
        if found and found.start() < at + WINDOW_BYTES:
            return found
        # A pattern may look at the byte in front of its match.
        give_back(data, max(at - 1, 0), at + WINDOW_BYTES)
    return None


def skip(pattern: re.Pattern[bytes], data: Bytes, start: int, stop: int) -> int:
    """Return where a run of blanks ends; the pattern matches any number of them, also none."""
    at = start
    while at < stop:
        found = pattern.match(data, at, min(at + WINDOW_BYTES + _LONGEST_BLANK - 1, stop))
        end = found.end() if found else at
        if end == at:
            break
        if end - at >= WINDOW_BYTES:
            give_back(data, at, end)
        at = end
    return at


def is_utf8(data: Bytes) -> bool:
    """Return whether all of the bytes together are UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), WINDOW_BYTES):
            decoder.decode(data[at : at + WINDOW_BYTES])
            give_back(data, at, at + WINDOW_BYTES)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
