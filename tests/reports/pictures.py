"""Pages as small grey pictures, and how far two pictures of a page are apart.

A page is drawn at 300 dpi and averaged down to 100: hinting and anti-aliasing are then spread over
nine points of each. It is kept in 16 greys. Two pictures are blurred by 0.7 points and compared
in squares of 8 points (a line of a table is 16 high); what counts is the worst square, so that a
small change on a full page is not averaged away.
"""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from reports.render import pdf
from tests.reports.pages import html_of

APPROVED = Path(__file__).parent / "approved"
PICTURED: dict[str, Sequence[int]] = {
    "group": range(1, 10), "solo": (1, 2), "quiet": (1,), "bad week": (1,), "large": (3,),
    "worklists": (1, 2),
}  # fmt: skip
DRAWN_DPI, KEPT_DPI = 300, 100
GREYS, STEP = 16, 17
BLUR, SQUARE = 0.7, 8


def drawn(html: str, pages: Sequence[int]) -> dict[int, Image.Image]:
    """Pages of a document, by number."""
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "document.pdf"
        file.write_bytes(pdf(html))
        for page in pages:
            target = Path(folder) / "page"
            subprocess.run(
                ["pdftoppm", "-r", str(DRAWN_DPI), "-gray", "-png", "-singlefile", "-f", str(page),
                 "-l", str(page), str(file), str(target)],
                check=True, capture_output=True,
            )  # fmt: skip
            with Image.open(target.with_suffix(".png")) as picture:
                made[page] = averaged(picture.convert("L"))
    return made


def averaged(picture: Image.Image) -> Image.Image:
    part = DRAWN_DPI // KEPT_DPI
    size = (picture.width // part, picture.height // part)
    return picture.resize(size, Image.Resampling.BOX)


def pictures_of(name: str) -> dict[int, Image.Image]:
    return drawn(html_of(name), PICTURED[name])


def path_of(name: str, page: int) -> Path:
    return APPROVED / f"{name.replace(' ', '-')}-{page}.png"


def keep(picture: Image.Image, path: Path) -> None:
    """Write a picture in 16 greys, half a byte a point."""
    greys = picture.point([round(value / STEP) for value in range(256)]).convert("P")
    greys.putpalette([value * STEP for value in range(GREYS) for _ in "rgb"])
    greys.save(path, "PNG", optimize=True, bits=4)


def kept(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("L")


def differences(one: Image.Image, other: Image.Image) -> np.ndarray:
    """Difference of each point after the blur, 0 to 255; pages of unequal size differ wholly."""
    if one.size != other.size:
        return np.full((one.height, one.width), 255.0)
    greys = [
        np.asarray(picture.filter(ImageFilter.GaussianBlur(BLUR)), dtype=float)
        for picture in (one, other)
    ]
    return np.abs(greys[0] - greys[1])


def distance(one: Image.Image, other: Image.Image) -> float:
    """Mean difference in the worst square; squares overlap by half, so no edge hides a change."""
    points, worst = differences(one, other), 0.0
    for down in (0, SQUARE // 2):
        for right in (0, SQUARE // 2):
            part = points[down:, right:]
            high, wide = (length // SQUARE * SQUARE for length in part.shape)
            squares = part[:high, :wide].reshape(high // SQUARE, SQUARE, wide // SQUARE, SQUARE)
            worst = max(worst, float(squares.mean(axis=(1, 3)).max()))
    return worst
