"""A cluster that is disturbed while it loads: the load ends right, or fails clearly and made again.

A master and a worker of one core on loopback. What whole builds make of the same is measured by
``benchmarks/disturbed_spark.py``.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.spark.cluster import Cluster, kill, running
from pipeline.commands.testing import ROOT
from pipeline.practice import Home
from pipeline.raw_tables import file_tables
from pipeline.resources.raw_parts import RawParts
from pipeline.resources.warehouse import Warehouse
from pipeline.spark.problems import PATIENCE
from pipeline.spark.tables import IN_PARTS
from tests.portability.landed import (
    home_of_files,
    on_one_machine,
    parts_of,
    rows_in,
    rows_in_parts,
)
from tests.portability.loading_alone import held_in
from tests.portability.loading_here import load_here
from tests.portability.reading import require_java

pytestmark = pytest.mark.slow

# A session takes some 10 s; beside other work it took six times as long. 2026-12-01.
SECONDS_AT_MOST = 240.0
LOOKS_A_SECOND = 10
MARK = "QXCANARY"
FAILING = f"""
import sys
from pathlib import Path
from pipeline.errors import TriageError
from pipeline.practice.engine_settings import Engine
from pipeline.spark.session import spark_session

def fail(batches):
    raise ValueError("{MARK} born 1877")

for master in ("spark://nowhere", "local[1]"):
    try:
        with spark_session(Engine(name="spark", master=master), Path(sys.argv[1])) as session:
            session.range(1).mapInArrow(fail, "id long").toArrow()
    except TriageError as error:
        print(error)
"""
ENGINE = """
[engine]
master = "{master}"
settings = {{ "spark.executor.memory" = "512m", "{patience}" = "{seconds}s" }}
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    require_java()
    with running(tmp_path_factory.mktemp("cluster"), workers=1, memory="600m") as cluster:
        yield cluster


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_of_files(tmp_path / "home")


@dataclass(frozen=True)
class Loading:
    """A load in a process of its own."""

    home: Home
    process: subprocess.Popen[str]

    @classmethod
    def begun(cls, home: Home, cluster: Cluster, key: str, seconds: int) -> Loading:
        """Begin a load that waits for workers so long."""
        told = ENGINE.format(master=cluster.address, patience=PATIENCE, seconds=seconds)
        (home.path / "home.toml").write_text(f'week_starts_on = "monday"\n{told}')
        command = [sys.executable, "-m", "tests.portability.loading_alone", str(home.path), key]
        return cls(
            home,
            subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            ),
        )

    def worker(self, other_than: int = 0) -> int:
        """Wait until a batch has begun; return the process that holds it."""
        until = time.monotonic() + SECONDS_AT_MOST
        while time.monotonic() < until:
            for path in held_in(RawParts.of(self.home)).glob("*.*"):
                if int(path.suffix[1:]) != other_than:
                    return int(path.suffix[1:])
            assert self.process.poll() is None, self.process.communicate()[0]
            time.sleep(1 / LOOKS_A_SECOND)
        raise TimeoutError

    def go(self) -> None:
        """Let every batch end."""
        (held_in(RawParts.of(self.home)) / "go").touch()

    def end(self) -> tuple[int | None, str]:
        """Return its code and what it said."""
        try:
            said, _ = self.process.communicate(timeout=SECONDS_AT_MOST)
        finally:
            self.process.kill()
        return self.process.returncode, said


def assert_rows_of_one_machine(home: Home, load: str) -> None:
    wanted = on_one_machine(home, home.path)
    with Warehouse(home).reading() as connection:
        said = {table: rows_in(connection, table) for table in file_tables()}
    assert said | {table: rows_in_parts(home, table) for table in IN_PARTS} == wanted
    assert RawParts.of(home).are_whole()
    assert {path.parent.name for path in parts_of(home)} == {f"load={load}"}


def test_a_load_that_loses_a_process_and_a_worker_ends_right(home: Home, cluster: Cluster) -> None:
    loading = Loading.begun(home, cluster, "first", seconds=200)
    first = loading.worker()
    os.kill(first, signal.SIGKILL)
    loading.worker(other_than=first)
    kill(cluster.workers.pop())
    cluster.start_worker()
    loading.go()
    assert loading.end() == (0, "")
    assert_rows_of_one_machine(home, "first")


def test_a_load_whose_workers_are_all_lost_fails_clearly_and_is_made_again(
    home: Home, cluster: Cluster
) -> None:
    """The master is started anew, too, and knows nothing of the session that waits."""
    loading = Loading.begun(home, cluster, "first", seconds=5)
    loading.worker()
    kill(cluster.workers.pop())
    cluster.restart_master()
    code, said = loading.end()
    assert (code, said.count("\n")) == (1, 3), said
    assert "Work waited for 5 s and no worker took it" in said
    assert "Exception" not in said
    assert load_here(home, "second").again == 0
    assert_rows_of_one_machine(home, "second")


def test_what_spark_says_of_a_failure_stays_in_a_file(tmp_path: Path) -> None:
    require_java()
    done = subprocess.run(
        [sys.executable, "-c", FAILING, str(tmp_path / "build")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = done.stdout.split("engine, master ")[1:]
    assert first.startswith("spark://nowhere: Spark did not start")
    assert second.startswith("local[1]: A task failed each time")
    assert (done.stdout.count("\n"), done.stderr) == (6, "")
    assert MARK not in done.stdout
    assert "Exception" not in done.stdout
    log = tmp_path / "build" / "spark.log"
    assert done.stdout.count(str(log)) == 2
    kept = log.read_text()
    assert MARK in kept
    assert "Invalid master URL" in kept
