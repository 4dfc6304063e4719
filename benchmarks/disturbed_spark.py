"""Whether a build on Spark that is disturbed ends right, or fails clearly and is made again.

    python benchmarks/disturbed_spark.py [--weeks 3] [--size 0.1] [--folder FOLDER] [NAME …]

invents a practice, lets DuckDB compute it undisturbed, and then Spark, disturbed in each way named
below. A run that ends well must have published the same tables and papers; any other must say what
happened in four parts, without a word of Java, must have published nothing, and leaves its home to
the next: the last run is undisturbed and must give the same. Prints what happened, and ends with 1
where anything is otherwise.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.engines import AS_OF_ON, Invented, home_of_practices, report, run
from deploy.spark.cluster import LOOPBACK, Cluster, free_port, kill, remembering, running
from pipeline.practice import Home
from pipeline.resources.raw_parts import RawParts
from pipeline.spark.problems import PATIENCE
from tests.laws.building import Builder

LOOKS_A_SECOND = 5
TABLES_OF_A_GOOD_PART = 60
# Three times what a build of three weeks took beside ten other processes. 2026-12-01.
SECONDS_AT_MOST = 3600.0
JAVA = re.compile(r"Exception|\bat (org|java|scala)\.|Traceback|py4j")
FOUR_PARTS = ("Why it matters:", "What to do:")

When = Callable[[Home], bool]


def in_loading(home: Home) -> bool:
    """Tell whether a load is noted; its tasks follow."""
    return any(RawParts.of(home).folder.glob("loads/*.json"))


def in_models(home: Home) -> bool:
    """Tell whether a good part of the models lies there."""
    return len([*RawParts.of(home).builds.glob("*/tables/*/*")]) > TABLES_OF_A_GOOD_PART


@dataclass(frozen=True)
class Disturbance:
    """What is done to a run.

    Attributes:
        settings: Of Spark, beside those of every run.
        master: Instead of the cluster's.
        when: Looked at until it is so; then ``what`` is done.
        java: Options of master and workers, by the cluster's folder.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    master: str = ""
    when: When = in_loading
    what: Callable[[Cluster, Home], object] = lambda cluster, home: None  # noqa: ARG005
    workers: int = 2
    java: Callable[[Path], str] = lambda folder: ""  # noqa: ARG005


def kill_a_process(cluster: Cluster, home: Home) -> None:
    """Kill the Python processes of executors, as the kernel does where memory runs out."""
    del home
    for pid in processes_of(cluster, b"pyspark.daemon"):
        os.kill(pid, signal.SIGKILL)


def kill_an_executor(cluster: Cluster, home: Home) -> None:
    """Kill an executor and leave its worker, which starts another."""
    del home
    os.kill(processes_of(cluster, b"CoarseGrainedExecutorBackend")[0], signal.SIGKILL)


def processes_of(cluster: Cluster, word: bytes) -> list[int]:
    """Return what the cluster's workers have started and a word is in the command of."""
    sessions = {worker.pid for worker in cluster.workers}
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(path.name)) in sessions and word in (path / "cmdline").read_bytes():
                found.append(int(path.name))
        except OSError:  # it has ended meanwhile
            continue
    return found


def lose_a_part(cluster: Cluster, home: Home) -> None:
    """Delete a part that the models are computed from."""
    del cluster
    next(RawParts.of(home).folder.glob("rows/remittance_lines/*/*/*.parquet")).unlink()


DISTURBANCES = {
    "no-worker": Disturbance(workers=0),
    "no-master": Disturbance(master="spark://127.0.0.1:1"),
    "python-memory": Disturbance(settings={"spark.executor.pyspark.memory": "80m"}),
    "executor-memory": Disturbance(settings={"spark.executor.memory": "100m"}),
    "part-lost-in-models": Disturbance(when=in_models, what=lose_a_part),
    "master-in-loading": Disturbance(what=lambda cluster, _: cluster.restart_master()),
    "master-in-models": Disturbance(
        when=in_models,
        what=lambda cluster, _: cluster.restart_master(),
    ),
    "remembering-master-in-models": Disturbance(
        when=in_models,
        what=lambda cluster, _: cluster.restart_master(),
        java=lambda folder: remembering(folder / "known"),
    ),
    "process-in-loading": Disturbance(what=kill_a_process),
    "executor-in-models": Disturbance(when=in_models, what=kill_an_executor),
}


def main() -> None:
    """Disturb, and end with 1 where a run neither ended right nor failed clearly."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(DISTURBANCES))
    asked.add_argument("--weeks", type=int, default=3)
    asked.add_argument("--size", type=float, default=0.1)
    asked.add_argument("--folder", type=Path, help="kept, and taken as it is where it is there")
    given = asked.parse_args()
    named: AbstractContextManager[str] = (
        nullcontext(str(given.folder)) if given.folder else tempfile.TemporaryDirectory()
    )
    with named as name:
        folder = Path(name)
        if not (folder / "waiting").exists():
            builder = Builder.made_in(folder / "blank")
            home_of_practices(builder, folder, Invented(1, given.weeks, given.size, 1))
        sys.exit(1 if Series(folder).run(given.names or [*DISTURBANCES]) else 0)


@dataclass
class Series:
    """Disturbed runs, one after the other."""

    folder: Path
    port: int = field(default_factory=free_port)
    faults: int = 0
    home: Home | None = None

    def run(self, names: list[str]) -> int:
        """Disturb in each way, and then not at all; return how much was otherwise."""
        one = self._copy("undisturbed")
        settle(one, f"spark://{LOOPBACK}:{self.port}", Disturbance())
        print(f"DuckDB, undisturbed: {run(one, 'duckdb'):.0f} s", flush=True)
        for name in names:
            self._one(name, DISTURBANCES[name], one)
        if self.home:
            self._one("undisturbed", Disturbance(), one)
        return self.faults

    def _one(self, name: str, disturbance: Disturbance, one: Home) -> None:
        begun = time.monotonic()
        with self._cluster(disturbance) as cluster:
            self.home = self.home or self._copy("disturbed")
            settle(self.home, cluster.address, disturbance)
            code, said = disturbed(self.home, cluster, disturbance)
        print(f"{name}: code {code} after {time.monotonic() - begun:.0f} s", flush=True)
        is_published = self.home.published_file.exists()
        if is_published:
            self.faults += report(one, self.home)
            self.home = None
        elif not is_clear(said):
            self.faults += 1
        if not is_published:
            told = [line for line in said.splitlines() if not line.startswith("  ") or ": " in line]
            print("    " + "\n    ".join(told[-6:]), flush=True)
            self.faults += name == "undisturbed"

    def _copy(self, name: str) -> Home:
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return Home.open(shutil.copytree(self.folder / "waiting", self.folder / name))

    def _cluster(self, disturbance: Disturbance) -> AbstractContextManager[Cluster]:
        scratch = self.folder / "cluster"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        options = disturbance.java(scratch)
        return running(scratch, disturbance.workers, port=self.port, options=options)


def settle(home: Home, master: str, disturbance: Disturbance) -> None:
    """Write the settings of a run into a home that may be of an earlier one.

    Those of runs that may end well are the same: settings are a figure of the packet.
    """
    file = home.path / "home.toml"
    before = file.read_text("utf-8").partition("\n[engine]")[0]
    settings = {"spark.executor.memory": "1g", PATIENCE: "90s"} | dict(disturbance.settings)
    listed = ", ".join(f'"{key}" = "{value}"' for key, value in settings.items())
    told = f'\n[engine]\nmaster = "{disturbance.master or master}"\nsettings = {{ {listed} }}\n'
    file.write_text(before + told, "utf-8")


def disturbed(home: Home, cluster: Cluster, disturbance: Disturbance) -> tuple[int, str]:
    """Run a home on Spark and disturb it once; return its code and what it said to people."""
    command = [str(Path(sys.executable).with_name("triage")), "--home", str(home.path), "run"]
    process = subprocess.Popen(
        [*command, "--engine", "spark", "--as-of", AS_OF_ON.isoformat()],
        env=os.environ | {"TRIAGE_HOME": str(home.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    hand = threading.Thread(target=disturb, args=[process, home, cluster, disturbance])
    hand.start()
    try:
        said, _ = process.communicate(timeout=SECONDS_AT_MOST)
    finally:
        kill(process)
    hand.join()
    return process.returncode, said


def disturb(
    process: subprocess.Popen[str], home: Home, cluster: Cluster, disturbance: Disturbance
) -> None:
    """Wait until it is time, while the run lives, and disturb."""
    while process.poll() is None:
        if disturbance.when(home):
            disturbance.what(cluster, home)
            return
        time.sleep(1 / LOOKS_A_SECOND)


def is_clear(said: str) -> bool:
    """Tell whether a run that failed said so in four parts and in no words of Java."""
    return all(part in said for part in FOUR_PARTS) and not JAVA.search(said)


if __name__ == "__main__":
    main()
