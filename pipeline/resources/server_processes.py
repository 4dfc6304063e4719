"""Dagster's page and daemon as processes that end with the one that started them.

Takes the words of a module to run. Refuses to leave one behind, killed or not.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

Process = subprocess.Popen[bytes]

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
_SECONDS_TO_END = 10


def start(command: list[str]) -> Process:
    """Start a module of Dagster on this home's workspace."""
    # A session of its own: the whole group is ended with it, code server and run alike.
    return subprocess.Popen(
        [sys.executable, "-c", ENDS_WITH_PARENT, str(os.getpid()), *command,
         "--workspace", str(ROOT / WORKSPACE)],
        start_new_session=True,
        # What Dagster warns its own authors of would fill the operator's log at every load.
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )  # fmt: skip


def end(processes: Iterable[Process]) -> None:
    """End all process groups at once, so that one that hangs does not keep the others waiting."""
    started = list(processes)
    for sign in (signal.SIGINT, signal.SIGKILL):
        alive = [process for process in started if process.poll() is None]
        for process in alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
        latest = time.monotonic() + _SECONDS_TO_END
        for process in alive:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, latest - time.monotonic()))
