"""Where a home keeps the claims behind its back-tests: takes a home, refuses nothing."""

from pathlib import Path

from pipeline.practice import Home

FOLDER = "proofs"
PROOFS = "*.csv"


def proof_folder(home: Home, practice_id: str) -> Path:
    """Return the folder of a practice's kept proofs; it may not be there yet."""
    return home.path / FOLDER / practice_id
