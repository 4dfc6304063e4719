"""The list that is timed is read whole, and says the same in both formats."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from benchmarks.exports import rows, write_csv, write_xlsx
from pipeline.exports.columns import TABLE
from pipeline.exports.reading import read_exports
from pipeline.exports.shipped import shipped_profiles


def test_both_formats_of_the_list_give_the_same_rows(tmp_path: Path) -> None:
    lines = rows(200)
    files = [write_csv(tmp_path / "list.csv", lines), write_xlsx(tmp_path / "list.xlsx", lines)]
    readings = [read_exports([("a", file.read_bytes())], shipped_profiles()) for file in files]
    text, book = (reading.tables[TABLE].to_pylist() for reading in readings)
    assert text == book
    assert len(text) == 200
    assert sum(row["billed_usd"] for row in text) == sum(Decimal(str(line[11])) for line in lines)


def test_the_list_is_the_same_each_time() -> None:
    assert rows(20) == rows(20)
