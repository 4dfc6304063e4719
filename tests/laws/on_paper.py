"""A printed summary read back as words, line by line, to be held against the warehouse."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.practice import Home
from pipeline.synthetic import Season, write_season
from tests.laws.building import Builder, deliveries_of, settings_of

AS_OF_ON = dt.date(2026, 3, 4)


@dataclass(frozen=True)
class Paper:
    """Pages of one summary by the title of their sections, as lines of single-spaced words."""

    pages: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, pdf: Path) -> Paper:
        """Read a PDF's words in the order and the lines in which they stand."""
        text = subprocess.run(
            ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, text=True
        ).stdout
        pages = {}
        for number, page in enumerate(text.removesuffix("\f").split("\f")):
            lines = tuple(" ".join(line.split()) for line in page.splitlines() if line.strip())
            pages["cover" if not number else lines[1]] = lines
        return cls(pages)

    def section(self, title: str) -> tuple[str, ...]:
        """Lines from a heading on to the end of its page; none where it is not printed."""
        for lines in self.pages.values():
            if title in lines:
                return lines[lines.index(title) :]
        return ()

    def says(self, phrase: str) -> bool:
        """Whether a phrase stands somewhere, over line breaks too."""
        return any(phrase in " ".join(page) for page in self.pages.values())


def home_of(builder: Builder, folder: Path, seasons: list[Season]) -> Home:
    """Build one home out of several invented practices, as a billing company has them."""
    settings, deliveries = {}, {}
    for season in seasons:
        report = write_season(folder / "files" / season.practice_id, season)
        settings[season.practice_id] = settings_of(report)
        deliveries[season.practice_id] = deliveries_of(report)
    return builder.built(folder / "home", settings, deliveries, AS_OF_ON)
