"""Homes of many invented practices, each with a season of its own that waits in its inbox.

Takes how many, how long and how large. One practice may hold a share of all claims. Refuses
nothing: a home that lies there already is taken as it is.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from pipeline.practice import Home, init_home
from pipeline.raw_tables import create_raw_tables
from pipeline.resources.dbt import prepared_manifest
from pipeline.synthetic import Season, write_season

AS_OF_ON = dt.date(2026, 11, 25)
_NOTE = "invented.json"


@dataclass(frozen=True)
class Invented:
    """Practices to invent.

    Attributes:
        practices: How many.
        weeks: How long the season of each is.
        size: How large each is on average; 1 is some 1,400 claims a month.
        largest: Share of all claims that the first practice has; 0 makes all alike.
        seed: Of the first practice; each further one has the next.
    """

    practices: int
    weeks: int
    size: float
    largest: float = 0.0
    seed: int = 1

    @property
    def name(self) -> str:
        """A folder's name that tells them apart."""
        return f"{self.practices}x{self.weeks}x{self.size}-{self.largest}"

    def sizes(self) -> list[float]:
        """Return the size of each practice."""
        if not self.largest or self.practices == 1:
            return [self.size] * self.practices
        total = self.size * self.practices
        others = total * (1 - self.largest) / (self.practices - 1)
        return [total * self.largest] + [others] * (self.practices - 1)


@dataclass(frozen=True)
class Received:
    """What a home's inboxes hold: claims sent, files, bytes."""

    claims: int
    files: int
    inbox_bytes: int


def parsed_models(folder: Path) -> Path:
    """Return a folder with the parsed models, which every home gets: parsing is once a version."""
    folder.mkdir(parents=True, exist_ok=True)
    blank = folder / "denials.duckdb"
    if not blank.exists():
        with duckdb.connect(str(blank)) as connection:
            create_raw_tables(connection)
    return prepared_manifest(blank, folder / "dbt").parent


def waiting_home(folder: Path, invented: Invented, parsed: Path) -> Path:
    """Return a home in which a season waits for each practice."""
    home = folder / f"waiting-{invented.name}"
    if (home / _NOTE).exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    keys = [f"practice-{number + 1:04}" for number in range(invented.practices)]
    init_home(home, keys[0], "First")
    shutil.rmtree(home / "practices" / keys[0])
    claims = files = 0
    for number, (key, size) in enumerate(zip(keys, invented.sizes(), strict=True)):
        own = home / "practices" / key
        season = Season(invented.seed + number, AS_OF_ON, invented.weeks, size, practice_id=key)
        told = write_season(own, season)
        told.received_csv.unlink()
        shutil.rmtree(told.truth_folder)
        claims, files = claims + told.claim_count, files + told.file_count
    shutil.copytree(parsed, home / "dagster" / "dbt" / parsed.name)
    came = Received(claims, files, bytes_of(home.glob("practices/*/inbox/*")))
    (home / _NOTE).write_text(json.dumps(asdict(came)), "utf-8")
    return home


def received(home: Path) -> Received:
    """Return what an invented home's inboxes held."""
    return Received(**json.loads((home / _NOTE).read_text("utf-8")))


def copy_of(waiting: Path, folder: Path, engine: Sequence[str]) -> Home:
    """Return a fresh copy of a home before its first run, with lines for ``[engine]``."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(waiting, folder, copy_function=_linked)
    settings = folder / "home.toml"
    told = "\n".join(["", "[engine]", *engine, ""])
    settings.write_text(settings.read_text("utf-8") + told, "utf-8")
    return Home.open(folder)


def _linked(one: str, other: str) -> None:
    """Give a received file, which nobody writes to, a second name; copy any other."""
    if Path(one).parent.name == "inbox":
        Path(other).hardlink_to(one)
    else:
        shutil.copy2(one, other)


def bytes_of(files: Iterable[Path]) -> int:
    """Return the bytes of some files, without what a disk rounds up."""
    return sum(path.stat().st_size for path in files if path.is_file())
