"""Every ruling has its tests: the paper names them, and they are there."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PAPER = (ROOT / "docs" / "rulings.md").read_text("utf-8")
NAMED = re.compile(r"`([a-z0-9_]+)`")
# The order of the line decision is R19; it has a table of its own.
RULINGS = {f"R{number}" for number in range(1, 25)} - {"R19"}


def named(paper: str) -> set[str]:
    return {name for name in NAMED.findall(paper) if "_" in name}


def there() -> set[str]:
    models = (ROOT / "dbt_project" / "models").rglob("*.yml")
    units = {
        test["name"]
        for path in models
        for test in (yaml.safe_load(path.read_text("utf-8")) or {}).get("unit_tests", ())
    }
    python = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    return units | python


def test_every_ruling_names_a_test_that_is_there() -> None:
    assert set(re.findall(r"^\| (R\d+) \|", PAPER, re.MULTILINE)) == RULINGS
    assert named(PAPER) - there() == set()


def test_every_line_of_the_paper_names_one() -> None:
    rows = [line for line in PAPER.splitlines() if line.startswith("| ") and "tests |" not in line]
    assert len(rows) > 45
    assert [line for line in rows if not named(line)] == []


def test_a_name_that_is_not_there_is_caught() -> None:
    assert named(PAPER + "`no_such_test`") - there() == {"no_such_test"}
