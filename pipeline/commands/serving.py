"""``ui``: Dagster's webserver and daemon for one home, ended together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click

from pipeline.commands.home_option import home_option

ROOT = Path(__file__).resolve().parents[2]
WORKSPACE = "workspace.yaml"
# Runs a module, and ends it with the process that started it: a daemon that outlives its
# `triage ui` would go on starting runs unseen. The kernel is asked to say so at once (1 is
# PR_SET_PDEATHSIG, 15 is SIGTERM). Dagster forgets a SIGTERM that comes while it loads its code, so
# a thread looks too, and ends the whole group where ten seconds did not help. A shell starts what
# runs in the background deaf to SIGINT, and Dagster answers SIGTERM the way it answers SIGINT: the
# usual answer is set first.
ENDS_WITH_PARENT = """
import ctypes, os, runpy, signal, sys, threading, time

def watch(parent):
    while os.getppid() == parent:
        time.sleep(1)
    time.sleep(10)
    os.killpg(0, signal.SIGKILL)

signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, 15)
threading.Thread(target=watch, args=[int(sys.argv[1])], daemon=True).start()
sys.argv = sys.argv[2:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""
_LOOKS_A_SECOND = 2
_SECONDS_TO_END = 10


@click.command()
@click.option("--port", default=3000, show_default=True, help="Port of the web page.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address it listens on.")
@home_option
def ui(home: Path, port: int, host: str) -> int:
    """Serve Dagster's page for this home, and its schedule and sensor, until stopped."""
    from pipeline.practice import Home
    from pipeline.resources.orchestration import name_home_to_dagster, only_one_server

    opened = Home.open(home)
    name_home_to_dagster(opened)
    with only_one_server(opened):
        _end_orphans()
        page = ["dagster_webserver", "--host", host, "--port", str(port)]
        processes = [_start(page), _start(["dagster._daemon", "run"])]
        click.echo(f"Dagster for {opened.path}: http://{host}:{port}   (Ctrl-C ends it)")
        return _watch(processes)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # A session of its own: the whole group is ended with it, code server and run alike.
    return subprocess.Popen(
        [sys.executable, "-c", ENDS_WITH_PARENT, str(os.getpid()), *command,
         "--workspace", str(ROOT / WORKSPACE)],
        start_new_session=True,
    )  # fmt: skip


def _watch(processes: list[subprocess.Popen[bytes]]) -> int:
    """Wait until a person stops it or one of the two ends; then end both."""
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.default_int_handler)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(1 / _LOOKS_A_SECOND)
    except KeyboardInterrupt:
        return 0
    finally:
        _end(processes)
    click.echo("Dagster ended by itself; its last lines above say why.", err=True)
    return 1


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    """End all process groups at once, so that one that hangs does not keep the others waiting."""
    for sign in (signal.SIGINT, signal.SIGKILL):
        alive = [process for process in processes if process.poll() is None]
        for process in alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
        end = time.monotonic() + _SECONDS_TO_END
        for process in alive:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, end - time.monotonic()))


def _end_orphans() -> None:
    """Free the queue of runs whose process a power cut ended: nobody else would."""
    import dagster as dg

    alive = [
        dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING,
    ]  # fmt: skip
    with dg.DagsterInstance.get() as instance:
        for run in instance.get_runs(dg.RunsFilter(statuses=alive)):
            if "triage/started_by" not in run.tags:
                instance.report_run_failed(run, "Its process ended with the machine or the server.")
