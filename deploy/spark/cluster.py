"""A standalone Spark on loopback: a master and workers, from the installed package.

    python deploy/spark/cluster.py [--workers 2] [--cores 1] [--memory 1500m] [--port 7077]

starts them, prints the master's address when every worker has reported to it, and stops them all at
Ctrl-C. ``benchmarks/engines.py`` computes on it. A cluster of several machines needs the same: one
master, one worker a machine, each started with an address that the others reach.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyspark

SPARK = Path(pyspark.__file__).parent
LOOPBACK = "127.0.0.1"
MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"
REPORTED = "Registering worker"
# Alone a master takes 5 s and its workers 14 s; beside other work several times that. 2026-12-01.
SECONDS_TO_START = 120.0
LOOKS_A_SECOND = 5


class ClusterError(RuntimeError):
    """The cluster did not come up."""


@dataclass
class Cluster:
    """A master and its workers, as processes of this machine.

    Attributes:
        scratch: Logs and the workers' folders.
        port: The master's.
        cores: Of each worker.
        memory: Of each worker, as Spark writes it.
        options: Of Java, for master and workers.
        started: Workers that were ever started.
    """

    scratch: Path
    port: int
    cores: int
    memory: str
    options: str = ""
    master: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    started: int = 0

    @property
    def address(self) -> str:
        """What a session names to compute here."""
        return f"spark://{LOOPBACK}:{self.port}"

    def restart_master(self) -> None:
        """Kill the master, and start another at its address."""
        if self.master:
            kill(self.master)
        self.start_master()

    def start_master(self) -> None:
        """Start the master."""
        told = ["--host", LOOPBACK, "--port", str(self.port), "--webui-port", "0"]
        self.master = self._started("master", MASTER, *told)

    def start_worker(self) -> None:
        """Start one more worker."""
        self.started += 1
        name = f"worker-{self.started}"
        room = ["--cores", str(self.cores), "--memory", self.memory]
        folder = ["--work-dir", str(self.scratch / name)]
        told = ["--host", LOOPBACK, "--webui-port", "0", *room, *folder, self.address]
        self.workers.append(self._started(name, WORKER, *told))

    def wait_for_workers(self) -> None:
        """Return when as many workers as were started have reported.

        Raises:
            ClusterError: They have not, within two minutes.
        """
        log = self.scratch / "master.log"
        until = time.monotonic() + SECONDS_TO_START
        while log.read_text(errors="replace").count(REPORTED) < len(self.workers):
            if time.monotonic() > until:
                raise ClusterError(log.read_text(errors="replace")[-2000:])
            time.sleep(1 / LOOKS_A_SECOND)

    def stop(self) -> None:
        """Stop every process, and those that they started."""
        for process in [*self.workers, *([self.master] if self.master else [])]:
            kill(process)

    def _started(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        with (self.scratch / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [str(SPARK / "bin" / "spark-class"), *command],
                env=os.environ
                | {
                    "SPARK_HOME": str(SPARK),
                    "PYSPARK_PYTHON": sys.executable,
                    "SPARK_DAEMON_JAVA_OPTS": self.options,
                },
                stdout=log,
                stderr=log,
                # A group of its own: what a worker starts ends with it.
                start_new_session=True,
            )


def remembering(folder: Path) -> str:
    """Return the options with which a master that is started anew knows sessions and workers."""
    return f"-Dspark.deploy.recoveryMode=FILESYSTEM -Dspark.deploy.recoveryDirectory={folder}"


def kill(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> None:
    """Kill a process of the cluster and what it has started, at once."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


@contextmanager
def running(
    scratch: Path,
    workers: int = 2,
    cores: int = 1,
    memory: str = "1500m",
    port: int = 0,
    options: str = "",
) -> Generator[Cluster]:
    """Lend a cluster whose workers have reported; it is stopped with the block.

    Args:
        scratch: An empty folder.
        workers: How many.
        cores: Of each.
        memory: Of each, as Spark writes it.
        port: Of the master; 0 takes a free one.
        options: Of Java, such as `remembering` says.
    """
    cluster = Cluster(scratch, port or free_port(), cores, memory, options)
    try:
        cluster.start_master()
        for _ in range(workers):
            cluster.start_worker()
        cluster.wait_for_workers()
        yield cluster
    finally:
        cluster.stop()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as held:
        held.bind((LOOPBACK, 0))
        return held.getsockname()[1]


def main() -> None:
    """Keep a cluster up until somebody ends it."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--cores", type=int, default=1)
    asked.add_argument("--memory", default="1500m")
    asked.add_argument("--port", type=int, default=7077)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="triage-spark-") as name:
        room = (given.workers, given.cores, given.memory, given.port)
        with running(Path(name), *room, remembering(Path(name) / "known")) as cluster:
            print(f"{cluster.address}   (Ctrl-C ends it)", flush=True)
            signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    main()
