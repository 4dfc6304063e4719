"""Text of files and people in letters that the packet can print.

Takes any string. What no vendored face holds is written as its code point (``[U+682A U+5F0F]``):
no box, no face of the machine, and two names stay two. What has no shape of its own (bidi
controls, zero-width and control characters) is left out, so that nothing on a page reorders or
hides anything else.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from markupsafe import Markup, escape

from reports.faces import face_of

ISOLATE, ISOLATE_END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
"""Around a text that holds right-to-left letters; pages turn the two into an element of its own."""

SHAPELESS = ("Cc", "Cf")
MARKS = ("Mn", "Me", "Mc")
RIGHT_TO_LEFT = ("R", "AL")
CODES_WRITTEN = 4

SHORT_LETTERS = 42
NAMES = {"practice_name": 80, "payer": 80, "where": 80, "source": 80, "role": SHORT_LETTERS}
"""Letters that names take on a page; rules and people make them shorter, files may not."""

Value = TypeVar("Value")


def lettered(value: Value) -> Value:
    """The same frozen value with every text in it in letters that the packet can print."""
    if isinstance(value, str):
        return printable(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(lettered(one) for one in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: lettered(getattr(value, field.name)) for field in fields(value)}
        cut = {name: _cut(changed[name], most) for name, most in NAMES.items() if name in changed}
        return replace(value, **changed | cut)
    return value


def printable(text: str) -> str:
    """One text in letters of the vendored faces.

    Marks that do not join their letter into one that a face holds are left out, except those of
    Hebrew and Arabic, whose faces place them. Wide and joined forms become the letters they stand
    for. A text with right-to-left letters is isolated.
    """
    if text.isascii() and text.isprintable():
        return text
    letters = map(_part, unicodedata.normalize("NFC", text))
    parts = [part for part in letters if part[1]]
    written = "".join(
        "".join(run) if is_held else _codes("".join(run)) for is_held, run in _runs(parts)
    )
    if any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in written):
        return f"{ISOLATE}{written}{ISOLATE_END}"
    return written


def plain(text: str) -> str:
    """A printable text without its isolates: for titles, attributes and alternative texts."""
    return text.replace(ISOLATE, "").replace(ISOLATE_END, "")


def shortened(name: str) -> str:
    """A name as running heads, tiles and sentences hold it."""
    return _cut(name, SHORT_LETTERS)


def _cut(name: str, most: int) -> str:
    """A name of so many letters at most; its middle goes, since the ends tell names apart."""
    letters = plain(name)
    if len(letters) <= most:
        return name
    end = most // 3
    cut = f"{letters[: most - end - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}{letters[-end:].lstrip()}"
    return cut if letters == name else f"{ISOLATE}{cut}{ISOLATE_END}"


def isolated(value: object) -> object:
    """What a template prints: an isolated text as an element that its line leaves alone."""
    if not isinstance(value, str) or isinstance(value, Markup) or ISOLATE not in value:
        return value
    marked = escape(value).replace(ISOLATE, Markup("<bdi>"))
    return marked.replace(ISOLATE_END, Markup("</bdi>"))


def _part(letter: str) -> tuple[bool, str]:
    """A letter as it prints, and whether a face holds it."""
    kind = unicodedata.category(letter)
    if letter.isspace():
        return True, " "
    if kind in SHAPELESS:
        return True, ""
    face = face_of(letter)
    if kind in MARKS:
        return True, letter if face is not None and "noto" in face.stem else ""
    if face is not None:
        return True, letter
    plainer = unicodedata.normalize("NFKC", letter)
    is_held = all(face_of(one) is not None for one in plainer)
    return is_held, plainer if is_held else letter


def _runs(parts: Iterable[tuple[bool, str]]) -> Iterator[tuple[bool, Iterator[str]]]:
    for is_held, run in groupby(parts, key=itemgetter(0)):
        yield is_held, (letter for _, letter in run)


def _codes(letters: str) -> str:
    """Letters without a face as their code points, the first of them where there are many."""
    written = [f"U+{ord(letter):04X}" for letter in letters[:CODES_WRITTEN]]
    rest = len(letters) - len(written)
    return f"[{' '.join(written)}{f' and {rest} more' if rest else ''}]"
