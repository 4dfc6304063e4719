"""dbt ends with the run that started it, however that run ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.commands.testing import environment_of

SECONDS = 20
CHILD = """
import os, sys, threading, time
from pipeline.dbt_process import _end_with
threading.Thread(target=_end_with, args=[int(os.environ["TRIAGE_DBT_PARENT"])], daemon=True).start()
print(os.getpid(), flush=True)
time.sleep(600)
"""
PARENT = """
import os, subprocess, sys, time
os.environ["TRIAGE_DBT_PARENT"] = str(os.getpid())
subprocess.Popen([sys.executable, "-c", sys.argv[1]])
time.sleep(600)
"""


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(os.name != "posix", reason="kills a process as POSIX does")
def test_it_ends_when_its_run_is_killed_and_not_before() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, CHILD], stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout
        child = int(run.stdout.readline())
        time.sleep(0.5)
        assert lives(child)
        run.send_signal(signal.SIGKILL)
        end = time.monotonic() + SECONDS
        while lives(child) and time.monotonic() < end:
            time.sleep(0.05)
        assert not lives(child)


def test_a_dbt_that_a_test_starts_is_no_child_of_the_command_that_runs_the_tests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_DBT_PARENT", "1")
    assert "TRIAGE_DBT_PARENT" not in environment_of(tmp_path)
