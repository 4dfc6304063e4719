"""Whatever happens to a part, rows of the next load are those of one machine: none lost or twice.

Batches are loaded in this process, by what a worker calls.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from pipeline.batches import LoadError
from pipeline.defs.raw.assets import AGAIN, make_ready
from pipeline.errors import Problem
from pipeline.loading import batches_of
from pipeline.practice import Home
from pipeline.raw_tables import file_tables, raw_tables
from pipeline.rebuilding import UPGRADED
from pipeline.resources.raw_parts import RawParts
from pipeline.resources.warehouse import Warehouse
from pipeline.spark.loading import BatchReader
from pipeline.spark.tables import IN_PARTS
from tests.portability.landed import (
    FILES,
    files_of,
    home_of_files,
    on_one_machine,
    parts_of,
    rows_in,
    rows_in_parts,
)
from tests.portability.loading_here import Run, load_here
from tests.portability.reading import require_java

PROBLEM = Problem("file 1", "It does not add up.", "It matters.", "Report it.")


@dataclass(frozen=True)
class Begun:
    """A home of which a first load is whole, and its rows."""

    home: Home
    rows: Mapping[str, Sequence[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    home = home_of_files(tmp_path_factory.mktemp("begun") / "home")
    assert load_here(home, "first") == Run("", 0)
    return Begun(home, on_one_machine(home, home.path.parent))


@pytest.fixture
def home(tmp_path: Path, begun: Begun) -> Home:
    """A copy of it."""
    return copy_of(begun, tmp_path)


def copy_of(begun: Begun, folder: Path) -> Home:
    return Home.open(shutil.copytree(begun.home.path, folder / "home")).on_engine("spark")


def assert_rows(home: Home, begun: Begun) -> None:
    with Warehouse(home).reading() as connection:
        said = {table: rows_in(connection, table) for table in file_tables()}
    assert said | {table: rows_in_parts(home, table) for table in IN_PARTS} == begun.rows


def loads_of(home: Home) -> set[str]:
    return {path.parent.name for path in parts_of(home)}


def claims(home: Home) -> Path:
    (path,) = (p for p in parts_of(home) if "remittance_claims/practice_id=007" in str(p))
    return path


def flipped(path: Path) -> None:
    """Turn one bit of a page: the file opens, and holds another row."""
    content = bytearray(path.read_bytes())
    content[40] ^= 1
    path.write_bytes(content)


def with_columns(listed: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with duckdb.connect() as beside:
            rows = beside.execute(f"select {listed} from read_parquet('{path}', "
                                  "hive_partitioning = false)").to_arrow_table()  # fmt: skip
            path.unlink()
            beside.execute(f"copy rows to '{path}' (format parquet)")
            del rows

    return write


DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-100]),
    "a bit is another": flipped,
    "a column is missing": with_columns("* exclude (claim_number)"),
    "a column of another type": with_columns("* replace (cast(file_id as blob) as file_id)"),
    "its table is missing": lambda path: shutil.rmtree(path.parents[2]),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_files_of_a_part_that_is_not_what_was_written_are_loaded_again(
    home: Home, begun: Begun, damage: Callable[[Path], object]
) -> None:
    damage(claims(home))
    assert not RawParts.of(home).are_whole()
    assert load_here(home, "second") == Run("", sum(map(len, FILES.values())))
    assert loads_of(home) == {"load=second"}
    assert_rows(home, begun)


def test_of_parts_as_they_were_written_nothing_is_loaded_again(home: Home, begun: Begun) -> None:
    before = {path: path.stat().st_mtime_ns for path in parts_of(home)}
    assert RawParts.of(home).are_whole()
    assert load_here(home, "second") == Run("", 0)
    assert {path: path.stat().st_mtime_ns for path in parts_of(home)} == before
    assert_rows(home, begun)


def test_that_files_are_loaded_again_is_told_with_their_number(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    require_java()
    claims(home).unlink()
    for told in (f"  {AGAIN} {sum(map(len, FILES.values()))}.\n", ""):
        with Warehouse(home).writing() as connection:
            make_ready(home, connection)
        assert capsys.readouterr().err == told


@pytest.mark.parametrize("name", ["000001.parquet", "below/0.parquet"])
def test_a_part_that_no_load_noted_is_not_read_beside_the_others(
    home: Home, begun: Begun, name: str
) -> None:
    stray = claims(home).parent / name
    stray.parent.mkdir(exist_ok=True)
    shutil.copy(claims(home), stray)
    assert not RawParts.of(home).are_whole()
    assert load_here(home, "second") == Run("", 0)
    assert_rows(home, begun)


def test_a_batch_that_two_workers_loaded_is_the_same_part_byte_for_byte(
    home: Home, tmp_path: Path
) -> None:
    other = RawParts(tmp_path / "other")
    with duckdb.connect() as beside:
        beside.execute("create schema raw")
        beside.execute("create table raw.files as select '' as practice_id, '' as file_id, 1 as "
                       "delivery_count limit 0")  # fmt: skip
        batches = tuple(batches_of(files_of(home, beside)))
    list(BatchReader(other, "first", batches, home.secret, {})(numbers(len(batches))))
    first = RawParts.of(home).folder
    assert {path.relative_to(first): path.read_bytes() for path in parts_of(home)} == {
        path.relative_to(other.folder): path.read_bytes()
        for path in other.folder.glob("rows/*/*/*/*.parquet")
    }


def numbers(count: int) -> Iterator[pa.RecordBatch]:
    yield pa.RecordBatch.from_pydict({"id": list(range(count))})


def test_another_version_s_parts_are_made_again_with_the_warehouse(
    home: Home, begun: Begun
) -> None:
    with Warehouse(home).writing() as connection:
        connection.execute("update pipeline.made_by set layout = 'other'")
    assert load_here(home, "second") == Run(UPGRADED, 0)
    assert loads_of(home) == {"load=second"}
    assert_rows(home, begun)


def test_another_version_s_parts_beside_a_warehouse_of_this_are_made_again(
    home: Home, begun: Begun
) -> None:
    """As where the working file alone comes out of a backup."""
    note = RawParts.of(home).folder / "loads" / "first.json"
    note.write_text(json.dumps(json.loads(note.read_text()) | {"made_by": "2 other"}))
    assert load_here(home, "second") == Run("", sum(map(len, FILES.values())))
    assert loads_of(home) == {"load=second"}
    assert_rows(home, begun)


def test_what_a_worker_refuses_is_told_in_its_words_and_nothing_counts(
    tmp_path: Path, begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise LoadError(PROBLEM)

    home = copy_of(begun, tmp_path)
    RawParts.of(home).clear()
    home.working_file.unlink()
    monkeypatch.setattr("pipeline.spark.loading.load", refuse)
    with pytest.raises(LoadError) as raised:
        load_here(home, "first")
    assert set(raised.value.problems) == {PROBLEM}
    monkeypatch.undo()
    assert load_here(home, "second") == Run("", 0)
    assert loads_of(home) == {"load=second"}
    assert_rows(home, begun)


def test_every_table_in_parts_has_its_columns_in_the_parts(home: Home) -> None:
    with duckdb.connect() as beside:
        for path in parts_of(home):
            there = beside.execute(
                f"select column_name, lower(column_type) from (describe select * from "
                f"read_parquet('{path}', hive_partitioning = false))"
            ).fetchall()
            wanted = raw_tables()[path.parents[2].name]
            assert dict(there) == {k: v for k, v in wanted.items() if k != "practice_id"}
