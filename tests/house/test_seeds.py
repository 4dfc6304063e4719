"""A rule is a row, and a row has a date and a reason."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

SEEDS = sorted((Path(__file__).resolve().parents[2] / "dbt_project" / "seeds").glob("*.csv"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_there_are_rules() -> None:
    assert SEEDS


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_row_says_when_and_why(path: Path) -> None:
    for number, row in enumerate(rows(path), start=2):
        where = f"{path.name}, line {number}"
        assert dt.date.fromisoformat(row["decided_on"]), where
        assert row["reason"].strip(), f"{where}: say why, so that a biller can argue with it"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_table_of_rules_says_what_it_is(path: Path) -> None:
    assert path.with_suffix(".yml").exists(), f"{path.stem}.yml beside it describes the columns"
