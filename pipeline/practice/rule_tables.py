"""Keys of the rule tables that settings refer to.

Takes the seeds of the project and a practice's own overrides (same file name, same columns).
Refuses nothing: a table that is not there has no keys.
"""

import csv
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"


def rule_keys(table: str, overrides: Path) -> frozenset[str]:
    """Return the values of the first column of a rule table, overrides included."""
    files = [*SEEDS.rglob(f"{table}.csv"), overrides / f"{table}.csv"]
    return frozenset(key for file in files if file.is_file() for key in _first_column(file))


def _first_column(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        next(rows, None)
        return [row[0].strip() for row in rows if row and row[0].strip()]
