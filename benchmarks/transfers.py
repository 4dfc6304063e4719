"""What fetching costs: one file of 200 MB and 200 small ones, from an OpenSSH server on loopback.

``python -m benchmarks.transfers`` prints a table: our collection (list, fetch, hash, archive)
beside the server's own clients and a plain copy, in turn, so that all see the same machine. The
server and its keys are made for the run and end with it.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.practice import Practice, RemoteSource, init_home
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from tests.resources.remote import with_source
from tests.resources.sftp_server import SftpServer, sftp_server

MB = 1_000_000
ROUNDS = 3
SHAPES = {"one file of 200 MB": (1, 200 * MB), "200 files of 40 kB": (200, 40_000)}


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch, sftp_server(Path(scratch) / "server") as server:
        for shape, (count, size) in SHAPES.items():
            shutil.rmtree(server.drop)
            server.drop.mkdir()
            for number in range(count):
                (server.drop / f"{number}.bin").write_bytes(os.urandom(size))
            print(f"\n| {shape} | s | MB/s |\n|---|---|---|")
            for name, seconds in timed(server, Path(scratch)).items():
                print(f"| {name} | {seconds:.2f} | {count * size / MB / seconds:.0f} |")


def timed(server: SftpServer, scratch: Path) -> dict[str, float]:
    """Return the median seconds of each way, each done in turn."""
    ways: dict[str, Callable[[Path], object]] = {
        "collect over SFTP": lambda target: collect(remote(server), target),
        "`sftp` (OpenSSH), no hash": lambda target: client(server, "sftp", target),
        "`scp` (OpenSSH), no hash": lambda target: client(server, "scp", target),
        "collect from a folder": lambda target: collect(RemoteSource(url=str(server.drop)), target),
        "copy of the folder, no hash": lambda target: shutil.copytree(server.drop, target / "copy"),
    }
    told: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(ROUNDS):
        for name, way in ways.items():
            target = scratch / f"target-{number}"
            target.mkdir()
            begun = time.perf_counter()
            way(target)
            told[name].append(time.perf_counter() - begun)
            shutil.rmtree(target)
    return {name: statistics.median(seconds) for name, seconds in told.items()}


def remote(server: SftpServer) -> RemoteSource:
    return RemoteSource(
        url=server.url,
        user=server.user,
        key_file=str(server.user_key),
        host_key=server.host_key,
        quiet_minutes=0,
    )


def collect(source: RemoteSource, target: Path) -> None:
    home = init_home(target / "home", "measured", "Measured")
    practice: Practice = with_source(home.practices[0], source)
    report = Landing(home).collect(practice, dt.datetime.now(dt.UTC), Received.live())
    assert report.new_count
    assert not report.failed_source_count


def client(server: SftpServer, program: str, target: Path) -> None:
    known = target / "known_hosts"
    known.write_text(f"[127.0.0.1]:{server.port} {server.host_key}\n")
    options = ["-q", "-r", "-P", str(server.port), "-i", str(server.user_key)]
    options += ["-o", f"UserKnownHostsFile={known}", "-o", "BatchMode=yes"]
    place = f"{server.user}@127.0.0.1:{server.drop}"
    subprocess.run([program, *options, place, str(target / "copy")], check=True, stdout=sys.stderr)


if __name__ == "__main__":
    main()
