"""Whether a file has the end that its kind must have: takes a copy, looks at both ends of it.

An X12 file that begins with an interchange ends with one (IEA); a zip, and so a workbook, ends with
its list of parts. Refuses nothing: of any other kind no end is known, and the file has one.
"""

import re
from pathlib import Path

HEAD_BYTES = 128
TAIL_BYTES = 1 << 17
"""A zip may carry a comment of 64 kB behind its list; a second interchange may follow the first."""

ZIP_MAGIC = b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"
_BLANK = b"\xef\xbb\xbf \t\r\n"
_CONTROL_NUMBER_SIZE = 9
_IN_WORDS = re.compile(rb"[A-Za-z0-9 ]")
"""What parts no elements: a list may begin with these letters too."""


def has_its_end(path: Path) -> bool:
    """Return whether a file is whole, as far as its own end tells."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES).lstrip(_BLANK)
        if not head.startswith((ZIP_MAGIC, b"ISA")):
            return True
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL_BYTES))
        tail = file.read()
    if head.startswith(ZIP_MAGIC):
        return _ZIP_END in tail
    return bool(_IN_WORDS.match(head, 3)) or _ends_an_interchange(head[3:4], tail)


def _ends_an_interchange(separator: bytes, tail: bytes) -> bool:
    """Return whether the last interchange that begins in a file's tail also ends there."""
    if not separator:
        return False
    mark = re.escape(separator)
    trailer = re.compile(
        rb"IEA" + mark + rb"\d+" + mark + rb"([^" + mark + rb"\W]+)(.?)", re.DOTALL
    )
    ends = list(trailer.finditer(tail))
    if not ends or tail.rfind(b"ISA" + separator) > ends[-1].start():
        return False
    # The last letters of a control number may be missing: it is whole when something stands
    # behind it, or when it has all its digits.
    number, behind = ends[-1].groups()
    return bool(behind) or len(number) >= _CONTROL_NUMBER_SIZE
