"""Show how pages differ from their approved pictures, and approve what they are now.

``python -m tests.reports.approve`` draws a sheet a page that differs: old, new, difference.
``python -m tests.reports.approve --approve`` takes today's pages as the approved ones.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from tests.reports.pictures import (
    APPROVED,
    PICTURED,
    differences,
    distance,
    keep,
    kept,
    path_of,
    pictures_of,
)

GAP = 12


def sheet(old: Image.Image, new: Image.Image) -> Image.Image:
    """Old, new and their difference side by side; what differs is black."""
    marks = 255 - np.clip(differences(old, new) * 4, 0, 255)
    parts = (old, new, Image.fromarray(marks.astype("uint8")))
    wide = sum(part.width for part in parts) + GAP * 2
    made = Image.new("L", (wide, max(part.height for part in parts)), 128)
    left = 0
    for part in parts:
        made.paste(part, (left, 0))
        left += part.width + GAP
    return made


def compared(folder: Path) -> list[str]:
    """Write a sheet for each page that differs at all; return a line for each page."""
    lines = []
    for name in PICTURED:
        for page, new in pictures_of(name).items():
            path = path_of(name, page)
            old = kept(path) if path.exists() else Image.new("L", new.size, 255)
            apart = distance(old, new)
            lines.append(f"{apart:6.1f}  {path.stem}")
            if apart > 0:
                sheet(old, new).save(folder / path.name)
    return lines


def approved() -> list[str]:
    """Keep today's pages, and nothing else, as the approved ones."""
    APPROVED.mkdir(exist_ok=True)
    for path in APPROVED.glob("*.png"):
        path.unlink()
    for name in PICTURED:
        for page, picture in pictures_of(name).items():
            keep(picture, path_of(name, page))
    return [f"{path.stem}: {path.stat().st_size:,} bytes" for path in sorted(APPROVED.iterdir())]


def main(arguments: list[str]) -> None:
    if arguments == ["--approve"]:
        lines = approved()
    elif not arguments:
        folder = Path(tempfile.mkdtemp(prefix="pages-"))
        lines = [*compared(folder), f"Old | new | difference: {folder}"]
    else:
        lines = [__doc__ or ""]
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main(sys.argv[1:])
