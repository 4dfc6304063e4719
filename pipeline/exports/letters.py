"""Bytes into text: takes any bytes, tells whether they are text at all, refuses none."""

import re

from pipeline.exports.findings import Noted

# Bytes that stand in no text: control characters other than those that space it, the end mark of
# old systems (1A) and NUL, which a damaged file may have between its letters.
_CONTROLS = bytes(set(range(32)) - set(b"\0\t\n\v\f\r\x1a")) + b"\x7f"
# One stray byte in a thousand is a slip; pictures and packed files have a hundred.
# Measured over PDF, PNG, JPEG, gzip and zip 2026-11-29.
_MOST_CONTROLS = 0.001
_LOOKED_AT = 1 << 16
# Letters of two bytes: every other byte of English text is NUL.
_WIDE_SHARE, _NARROW_SHARE = 0.4, 0.05

_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UNDEFINED_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def is_text(head: bytes) -> bool:
    """Return whether bytes are text in one of the encodings that are read."""
    looked_at = head[:_LOOKED_AT]
    wide = _wide(looked_at)
    if wide:
        looked_at = looked_at.decode(wide, "replace").encode("utf-8")
    controls = len(looked_at) - len(looked_at.translate(None, _CONTROLS))
    return controls <= _MOST_CONTROLS * len(looked_at)


def text_of(content: bytes) -> tuple[str, list[Noted]]:
    """Return the text of a file and what is odd about its letters."""
    notes: list[Noted] = []
    text = _decoded(content, notes)
    nul_count = text.count("\0")
    if nul_count:
        notes.append(Noted("nul_bytes", numbers=(nul_count,)))
        text = text.replace("\0", "")
    return text, notes


def _decoded(content: bytes, notes: list[Noted]) -> str:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    wide = _wide(content[:_LOOKED_AT])
    if wide:
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        notes.append(Noted("other_encoding"))
    is_1252 = not _UNDEFINED_IN_1252.search(content)
    return content.decode("cp1252" if is_1252 else "latin-1")


def _wide(head: bytes) -> str:
    """Return the encoding of text of two bytes a letter; empty for any other."""
    for mark in (b"\xff\xfe", b"\xfe\xff"):
        if head.startswith(mark):
            return _MARKS[mark]
    half = len(head) // 2
    low, high = head[0::2].count(0), head[1::2].count(0)
    if high > _WIDE_SHARE * half and low <= _NARROW_SHARE * half:
        return "utf-16-le"
    return "utf-16-be" if low > _WIDE_SHARE * half and high <= _NARROW_SHARE * half else ""
