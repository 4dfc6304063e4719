"""The packet's own faces: which letters they hold, and the rules that load those a page needs.

Takes the files of ``templates/fonts`` and nothing of the machine: a letter that no file holds has
no face, and must not reach a page (``lettering`` sees to it). Refuses a missing or cut file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

from fontTools.ttLib import TTFont

from reports.packet import PacketError

TEMPLATES = files("reports") / "templates"
FONTS = TEMPLATES / "fonts"
SCHEME = "packet-font:"


@dataclass(frozen=True, slots=True)
class Face:
    """Files of one stock of letters, a file a weight; all weights hold the same letters."""

    stem: str
    weights: tuple[int, ...]

    @property
    def family(self) -> str:
        """Its name in the stylesheet, quoted."""
        return '"Source Sans 3"' if self.stem == "source-sans-3-latin" else f'"{self.stem}"'

    def file_of(self, weight: int) -> str:
        """Name of the file that holds this weight."""
        return f"{self.stem}-{weight}-normal.woff2"


REGULAR = 400
UNITS = 1000
"""Of an em, in every vendored file."""

LATIN = Face("source-sans-3-latin", (400, 600, 700))
FACES = (
    LATIN,
    *(
        Face(f"source-sans-3-{letters}", (400, 600, 700))
        for letters in ("latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek", "greek-ext")
    ),
    Face("noto-sans-hebrew-hebrew", (400, 700)),
    Face("noto-sans-arabic-arabic", (400, 700)),
)
"""In the order in which a letter looks for its face."""


def font_bytes(name: str) -> bytes:
    """One vendored font file.

    Raises:
        PacketError: it is missing, unreadable or not whole.
    """
    try:
        content = (FONTS / name).read_bytes()
    except OSError as error:
        raise _broken(name, f"cannot be read ({error.strerror})") from error
    # A WOFF2 file tells its own length: a cut one would be passed over in silence by the renderer.
    if content[:4] != b"wOF2" or int.from_bytes(content[8:12], "big") != len(content):
        raise _broken(name, "is no whole WOFF2 file")
    return content


def _broken(name: str, what: str) -> PacketError:
    return PacketError(
        where=f"reports/templates/fonts/{name}",
        what=what,
        why="The packet would take a face of the machine, and its lines would break elsewhere",
        remedy="Restore the file: install denial-triage again, or check it out again",
    )


@cache
def advances_of(face: Face, weight: int) -> dict[str, float]:
    """Letters that a face holds, each with its width in em.

    Raises:
        PacketError: the file is missing or not whole.
    """
    font = TTFont(BytesIO(font_bytes(face.file_of(weight))), lazy=True)
    widths, letters = font["hmtx"], font.getBestCmap() or {}
    return {chr(point): widths[glyph][0] / UNITS for point, glyph in letters.items() if point}


@cache
def face_of(letter: str) -> Face | None:
    """The first face that holds a letter; ``None`` where no vendored file does."""
    return next((face for face in FACES if letter in advances_of(face, REGULAR)), None)


def width_of(text: str, weight: int = REGULAR) -> float:
    """Width of a text in em, letter beside letter; one without a face counts as wide."""
    return sum(_advance(letter, weight) for letter in text)


@cache
def _advance(letter: str, weight: int) -> float:
    face = face_of(letter)
    if face is None:
        return 1.0
    return advances_of(face, weight if weight in face.weights else REGULAR)[letter]


def faced(css: str, text: str) -> str:
    """The stylesheet with the faces that a document's letters need, and only those.

    The stylesheet names ``"Source Sans 3"``; each further face has a family of its own behind it:
    the renderer takes files of one family and weight for one font, and draws the letters of the
    one with the shapes of the other.

    Raises:
        PacketError: a font file is missing or not whole.
    """
    needed: dict[Face, list[str]] = {LATIN: []}
    for letter in sorted(set(text)):
        if not letter.isascii() and (face := face_of(letter)) is not None:
            needed.setdefault(face, []).append(letter)
    rules = [
        _rule(face, weight, () if face == LATIN else letters)
        for face, letters in needed.items()
        for weight in face.weights
    ]
    families = ", ".join(face.family for face in needed)
    return "\n".join((*rules, css.replace(LATIN.family, families)))


def _rule(face: Face, weight: int, letters: Iterable[str]) -> str:
    only = ", ".join(f"U+{ord(letter):X}" for letter in letters)
    limit = f" unicode-range: {only};" if only else ""
    return (
        f"@font-face {{ font-family: {face.family}; font-weight: {weight};{limit} "
        f'src: url("{SCHEME}{face.file_of(weight)}"); }}'
    )
