"""What is timed side by side does the same work."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from benchmarks import works
from benchmarks.made_up import KINDS, write_files
from pipeline.raw_tables import stored_columns
from pipeline.x12.reading import read_chunks


@pytest.fixture(params=KINDS)
def files(request: pytest.FixtureRequest, tmp_path: Path) -> list[Path]:
    (tmp_path / "files").mkdir()
    return write_files(tmp_path / "files", request.param, 150_000)


@pytest.fixture
def csvs(files: list[Path], tmp_path: Path) -> list[Path]:
    (tmp_path / "csv").mkdir()
    assert works.write_csvs(files, tmp_path / "csv") > 0
    return sorted((tmp_path / "csv").iterdir())


def test_read_csv_and_the_load_fill_the_same_typed_tables(
    files: list[Path], csvs: list[Path], tmp_path: Path
) -> None:
    works.load_raw(files, tmp_path)
    works.copy_csv(csvs, tmp_path)

    with duckdb.connect(str(tmp_path / "loaded.duckdb")) as database:
        database.execute(f"attach '{tmp_path / 'copied.duckdb'}' as copied")
        for table in (path.stem for path in csvs):
            # Tokens stand where private values were, and a file's id is its hash.
            same = set(stored_columns(table)) & set(works.TYPED[table]) - {"file_id"}
            listed = ", ".join(sorted(same))
            assert len(same) > 1
            apart = database.execute(
                f"(select {listed} from raw.{table} except all select {listed} from copied.{table})"
                f"union all"
                f"(select {listed} from copied.{table} except all select {listed} from raw.{table})"
            )
            assert apart.fetchall() == [], table


def test_every_table_with_rows_has_a_csv(files: list[Path], csvs: list[Path]) -> None:
    parts = read_chunks((path.stem, path.read_bytes()) for path in files)
    filled = {name for part in parts for name, _ in works.stored(part.tables.items())}

    assert {path.stem for path in csvs} == filled
    assert len(filled) > 8


def test_the_bare_insert_types_as_read_csv_does(
    files: list[Path], csvs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, paths = (
        duckdb.connect,
        iter([tmp_path / "inserted.duckdb", tmp_path / "copied.duckdb"]),
    )
    monkeypatch.setattr(
        duckdb, "connect", lambda _, config: connect(str(next(paths)), config=config)
    )
    works.insert(files, tmp_path)
    works.copy_csv_in_memory(csvs, tmp_path)

    with connect(str(tmp_path / "inserted.duckdb")) as database:
        database.execute(f"attach '{tmp_path / 'copied.duckdb'}' as copied")
        for table in (path.stem for path in csvs):
            apart = database.execute(
                f"(from {table} except all from copied.{table})"
                f"union all (from copied.{table} except all from {table})"
            )
            assert apart.fetchall() == [], table


@pytest.mark.parametrize("name", ["split", "parse", "parse_mapped"])
def test_a_reader_leaves_no_file(name: str, files: list[Path], tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    works.WORKS[name](files, scratch)

    assert list(scratch.iterdir()) == []
