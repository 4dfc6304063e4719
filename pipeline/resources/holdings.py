"""All that a home holds of one practice, in counts and places.

Takes a home and a practice of it. Refuses nothing: files that nobody can open count like any. Links
count as one file and are not followed.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.practice import Home, Practice
from pipeline.practice.practice import (
    CONTRACTS_FOLDER,
    PROFILES_FOLDER,
    REFERENCE_FOLDER,
    RULES_FOLDER,
)
from pipeline.resources.landing import Landing
from pipeline.resources.proof_folder import proof_folder
from pipeline.resources.reaching import Reaching
from pipeline.resources.receipts import FOLDER as RECEIPTS
from pipeline.resources.scrub_folder import scrub_folder
from pipeline.resources.sidecars import pick_up
from pipeline.resources.sources import opened

_COVERS = "????-??-??-practices.pdf"


@dataclass(frozen=True)
class Holdings:
    """All that a home holds of one practice.

    Attributes:
        file_count: Files of its archive.
        byte_count: Bytes of them, as they lie there.
        papers: Packets, worklists, kits, kept scrubs and proofs.
        receipt_count: Receipts of what was sent.
        settings_count: Files of its settings, rules, contracts, profiles and lists.
        others: What else lies in its folder, such as what lies in its inbox.
        covers: Covers over all practices; they hold its counts.
    """

    practice: Practice
    file_count: int
    byte_count: int
    papers: tuple[Path, ...]
    receipt_count: int
    settings_count: int
    others: tuple[Path, ...]
    covers: tuple[Path, ...]

    def record(self, today: dt.date) -> dict[str, Any]:
        """Return what stays of the practice: a day, its key and counts."""
        return {
            "forgotten_on": today.isoformat(),
            "practice_id": self.practice.practice_id,
            "file_count": self.file_count,
            "byte_count": self.byte_count,
            "paper_count": len(self.papers),
            "receipt_count": self.receipt_count,
        }


def holdings_of(home: Home, practice: Practice) -> Holdings:
    """Return what a home holds of a practice; no key is asked for."""
    key = practice.practice_id
    archived = [path for path in (home.landing_folder / key).glob("??/*") if not path.suffix]
    printed = practice.packets_folder, practice.worklists_folder, practice.kits_folder
    settings = (RULES_FOLDER, CONTRACTS_FOLDER, REFERENCE_FOLDER, PROFILES_FOLDER)
    papers = [path for place in printed for path in _files(place)]
    kept = [*_files(scrub_folder(home, key)), *_files(proof_folder(home, key))]
    told = [
        practice.settings_file,
        *(path for name in settings for path in _files(practice.folder / name)),
    ]
    known = {*papers, *told}
    return Holdings(
        practice=practice,
        file_count=len(archived),
        byte_count=sum(path.stat().st_size for path in archived),
        papers=(*papers, *(path for path in kept if not path.name.startswith("."))),
        receipt_count=len(list(_files(home.path / RECEIPTS / key))),
        settings_count=len(told),
        others=tuple(path for path in _files(practice.folder) if path not in known),
        covers=tuple(covers(home)),
    )


def not_collected(home: Home, practice: Practice) -> int:
    """Return how many files of sources in a practice's own folder are not in the archive.

    Raises:
        SecretError: If the key of its archive is not here.
        SealError: If its archive is locked with another key.
        SourceError: If a source cannot be listed.
    """
    known, count = Landing(home).pick_ups(practice), 0
    for source in practice.sources:
        if Path(source.url).is_relative_to(practice.folder):
            with opened(source, practice.folder, Reaching()) as store:
                files = store.listed().files
            count += sum(pick_up(practice, file) not in known for file in files)
    return count


def covers(home: Home) -> list[Path]:
    """Return the covers over all practices of a home."""
    return sorted(home.packets_folder.glob(_COVERS))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path
