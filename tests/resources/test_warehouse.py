import os
import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pytest

from pipeline.practice import Home
from pipeline.publishing import publish
from pipeline.resources.warehouse import HEAD_BYTES, Warehouse, WarehouseError, log_beside

HOLD = """
    import sys
    from pathlib import Path
    from pipeline.practice import Home
    from pipeline.resources.warehouse import Warehouse
    warehouse = Warehouse(Home.open(Path(sys.argv[1])))
    with warehouse.{how}:
        print("held", flush=True)
        sys.stdin.read()
"""


def _holder(home: Home, how: str) -> subprocess.Popen[str]:
    """Start a process that holds the lock or the file until its input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLD.format(how=how)), str(home.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_lock_that_stays_taken_names_its_holder(home: Home) -> None:
    with _holder(home, "lock(0)") as holder:
        with pytest.raises(WarehouseError) as raised, Warehouse(home).lock(0.3):
            pass
        assert holder.stdin is not None
        holder.stdin.close()

    (problem,) = raised.value.problems
    assert f"process {holder.pid}" in problem.what
    assert problem.where == str(home.lock_file)
    assert "run again" in problem.remedy


def test_the_lock_is_waited_for(home: Home) -> None:
    with _holder(home, "lock(0)") as holder:
        assert holder.stdin is not None
        holder.stdin.close()
        with Warehouse(home).lock(30):
            assert home.lock_file.read_text().startswith(f"process {os.getpid()}")


def test_the_lock_of_a_killed_process_is_free(home: Home) -> None:
    with _holder(home, "lock(0)") as holder:
        holder.kill()
    with Warehouse(home).lock(0):
        pass


def test_a_file_that_another_process_has_open_is_told(home: Home) -> None:
    with _holder(home, "writing()") as holder:
        with pytest.raises(WarehouseError, match="another process"), Warehouse(home).reading():
            pass
        with pytest.raises(WarehouseError, match="another process"), Warehouse(home).writing():
            pass
        assert holder.stdin is not None
        holder.stdin.close()


def test_reading_before_anything_was_loaded_is_told(home: Home) -> None:
    with pytest.raises(WarehouseError, match="no warehouse yet"), Warehouse(home).reading():
        pass


@pytest.mark.parametrize("size", [0, HEAD_BYTES - 1])
def test_a_file_whose_making_was_cut_short_is_made_anew(home: Home, size: int) -> None:
    home.working_file.parent.mkdir(parents=True, exist_ok=True)
    home.working_file.write_bytes(bytes(size))
    log_beside(home.working_file).write_bytes(b"of nothing")
    with Warehouse(home).writing() as connection:
        assert connection.execute("select count(*) from duckdb_tables()").fetchall() == [(0,)]


def test_a_damaged_file_that_may_hold_something_is_told_and_kept(home: Home) -> None:
    home.working_file.parent.mkdir(parents=True, exist_ok=True)
    home.working_file.write_bytes(bytes(HEAD_BYTES))
    with pytest.raises(WarehouseError, match="triage rebuild"), Warehouse(home).writing():
        pass
    assert home.working_file.stat().st_size == HEAD_BYTES


def test_no_whole_file_is_shorter_than_its_head(home: Home) -> None:
    with Warehouse(home).writing():
        pass
    assert home.working_file.stat().st_size >= HEAD_BYTES


def test_a_reader_cannot_write(home: Home) -> None:
    with Warehouse(home).writing() as connection:
        connection.execute("create table t (i integer)")
    with Warehouse(home).reading() as connection, pytest.raises(Exception, match="read-only"):
        connection.execute("insert into t values (1)")


def test_what_is_published_is_private_whole_and_readable_beside_a_writer(home: Home) -> None:
    warehouse = Warehouse(home)
    with warehouse.writing() as connection:
        connection.execute("create table t as select 1 as i")
        connection.execute("create view v as select * from t")
    published = publish(home)

    assert published == home.published_file
    assert published.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in published.parent.iterdir()} == {"working", "denials.duckdb"}
    with warehouse.writing(), duckdb.connect(str(published), read_only=True) as reader:
        assert reader.execute("select i from v").fetchall() == [(1,)]


def test_the_file_is_one_that_duckdb_1_4_reads(home: Home) -> None:
    """Bytes 12 to 20 of a DuckDB file are its storage version: 64 is 0.10's, 67 is 1.4's."""
    with Warehouse(home).writing() as connection:
        connection.execute("create table t as select i from range(1000) as r(i)")

    version = int.from_bytes(publish(home).read_bytes()[12:20], "little")
    assert version == 67


def test_a_reader_keeps_the_old_copy_and_the_next_sees_the_new(home: Home) -> None:
    with Warehouse(home).writing() as connection:
        connection.execute("create table t as select 1 as i")
    publish(home)
    with home.published_file.open("rb") as old:
        with Warehouse(home).writing() as connection:
            connection.execute("insert into t select i from range(100000) as r(i)")
        publish(home)
        assert os.fstat(old.fileno()).st_ino != home.published_file.stat().st_ino


def test_nothing_is_published_while_another_process_writes(home: Home) -> None:
    with Warehouse(home).writing() as connection:
        connection.execute("create table t as select 1 as i")
    publish(home)
    before = home.published_file.read_bytes()
    with _holder(home, "writing()") as holder:
        with pytest.raises(WarehouseError):
            publish(home)
        assert holder.stdin is not None
        holder.stdin.close()
    assert home.published_file.read_bytes() == before
