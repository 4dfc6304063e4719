"""Where a home keeps the runs of its scrubs, and what they say.

Takes a home and a practice. A run is named by its day and content, so what was read once under a
name need not be read again. Refuses what its key does not open.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from pipeline.practice import Home
from pipeline.resources.sealing import open_text, text_is_sealed

FOLDER = "scrub"
RUNS = "*-*-*-*.json"


def scrub_folder(home: Home, practice_id: str) -> Path:
    """Return the folder of a practice's kept runs; it may not be there yet."""
    return home.path / FOLDER / practice_id


def kept_run_ids(home: Home, practice_id: str) -> list[str]:
    """Return the names of a practice's kept runs, the earliest day first."""
    return sorted(path.stem for path in scrub_folder(home, practice_id).glob(RUNS))


def kept_runs(home: Home, practice_id: str, run_ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield name and JSON of the kept runs that are asked for.

    Raises:
        SealError: One is locked, and its key does not open it.
    """
    if not run_ids:
        return
    key, _ = home.archive_keys(home.practice(practice_id))
    for run_id in sorted(run_ids):
        path = scrub_folder(home, practice_id) / f"{run_id}.json"
        text = path.read_text(encoding="utf-8")
        # One that was written while settings changed may be the only one that is not locked.
        yield run_id, open_text(text, key, str(path)) if text_is_sealed(text) else text
