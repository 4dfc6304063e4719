"""Keys of the rule tables that settings refer to.

Takes the seeds of the project. Refuses nothing: a table that is not there has no keys.
"""

import csv
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"


def rule_keys(table: str) -> frozenset[str]:
    """Return the values of the first column of a rule table."""
    return frozenset(key for file in SEEDS.rglob(f"{table}.csv") for key in _first_column(file))


def _first_column(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        next(rows, None)
        return [row[0].strip() for row in rows if row and row[0].strip()]
