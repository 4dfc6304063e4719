"""What one home of many practices costs, by DuckDB and by Spark, and how that grows.

    python benchmarks/scale.py [--practices 1 10 100] [--engines duckdb spark] [--weeks 6]
        [--size 0.2] [--largest 0.4] [--printed 100] [--folder FOLDER]

invents a season for each practice (size 0.2 is some 62 claims a week), lets each engine compute the
home by `triage run`, as users do, and prints by stage: seconds, CPU seconds and most memory of all
processes, and bytes on disk. Spark is a master and two workers of one core on loopback, which
count; its own log says what its executors needed and shuffled. ``--largest`` gives one practice
that share of all claims and compares what both engines computed, table by table. What was measured
is kept as JSON in the folder. Homes of more practices than ``--printed`` are not printed: a packet
costs what it costs whoever else has one. ``--engines`` with nothing after it prints what is there.
Other work on the machine lengthens seconds; the load beside a run tells of it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path

from benchmarks.engines import report
from benchmarks.scaling.event_log import added_up, settings_for
from benchmarks.scaling.homes import Invented, copy_of, parsed_models, received, waiting_home
from benchmarks.scaling.stages import PUBLISHED, TO_THE_END, Run, watched_run
from benchmarks.scaling.tables import print_all
from deploy.spark.cluster import LOOPBACK, running

MEASURED = "measured"
# What a worker of 1500m can lend to one executor. 2026-12-01.
EXECUTOR_MEMORY = "1g"


def main() -> None:
    """Measure what is not measured yet, print everything; end with 1 where engines differ."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--practices", type=int, nargs="+", default=[1, 10, 100])
    asked.add_argument("--engines", nargs="*", default=["duckdb", "spark"])
    asked.add_argument("--weeks", type=int, default=6)
    asked.add_argument("--size", type=float, default=0.2)
    asked.add_argument("--largest", type=float, default=0.0, help="share of the first practice")
    asked.add_argument("--printed", type=int, default=100, help="of how many, at most")
    asked.add_argument("--folder", type=Path, help="kept, and gone on from where it is there")
    given = asked.parse_args()
    named: AbstractContextManager[str] = (
        nullcontext(str(given.folder)) if given.folder else tempfile.TemporaryDirectory()
    )
    with named as name:
        folder = Path(name)
        homes = [
            Invented(count, given.weeks, given.size, given.largest)
            for count in (given.practices if given.engines else ())
        ]
        differ = sum(
            measure(folder, one, given.engines, last_step(one, given.printed)) for one in homes
        )
        print_all([json.loads(each.read_text("utf-8")) for each in folder.glob(f"{MEASURED}/*")])
    sys.exit(1 if differ else 0)


def last_step(invented: Invented, printed: int) -> str:
    """Return the step after which a run of a home is ended."""
    return TO_THE_END if invented.practices <= printed else PUBLISHED


def measure(folder: Path, invented: Invented, engines: Sequence[str], last: str) -> int:
    """Measure a home by each engine; return how much of what they computed differs.

    Both homes name the same cluster: what settings say is a figure of the packet. Homes that differ
    are kept.
    """
    waiting = waiting_home(folder, invented, parsed_models(folder / "blank"))
    port, events = free_port(), folder / f"events-{invented.name}"
    shutil.rmtree(events, ignore_errors=True)
    events.mkdir()
    homes = {}
    for engine in engines:
        place = folder / f"{engine}-{invented.name}"
        homes[engine] = copy_of(waiting, place, engine_lines(port, events))
        with cluster_for(engine, folder, port) as cluster:
            run = watched_run(homes[engine], engine, received(waiting), cluster, last)
        run.executors = added_up(events)
        keep(folder, invented, run)
    differ = report(*homes.values()) if invented.largest and len(homes) == 2 else 0
    for home in () if differ else homes.values():
        shutil.rmtree(home.path)
    return differ


def keep(folder: Path, invented: Invented, run: Run) -> None:
    """Write down what a run cost."""
    note = folder / MEASURED / f"{run.engine}-{invented.name}.json"
    note.parent.mkdir(exist_ok=True)
    note.write_text(json.dumps({"largest": invented.largest, **asdict(run)}, indent=1), "utf-8")
    print(f"{note.stem}: {run.whole.seconds:.0f} s, {run.whole.cpu_s:.0f} CPU s", flush=True)


@contextmanager
def cluster_for(engine: str, folder: Path, port: int) -> Generator[list[int]]:
    """Lend the processes of a cluster at a port to Spark; DuckDB needs none."""
    if engine != "spark":
        yield []
        return
    with (
        tempfile.TemporaryDirectory(dir=folder) as scratch,
        running(Path(scratch), port=port) as cluster,
    ):
        started = [*cluster.workers, *([cluster.master] if cluster.master else [])]
        yield [each.pid for each in started]


def engine_lines(port: int, events: Path) -> list[str]:
    """Return what a home says of its engine: a cluster at a port, a folder for its log."""
    settings = {"spark.executor.memory": EXECUTOR_MEMORY, **settings_for(events)}
    told = ", ".join(f'"{name}" = "{value}"' for name, value in settings.items())
    return [f'master = "spark://{LOOPBACK}:{port}"', f"settings = {{ {told} }}"]


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as held:
        held.bind((LOOPBACK, 0))
        return held.getsockname()[1]


if __name__ == "__main__":
    main()
