"""A run that starts by itself and stumbles over a value says it nowhere: the log is a service's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.practice import Home, init_home
from pipeline.raw_tables import raw_tables
from pipeline.rebuilding import ground
from tests.laws.canaries import MARK
from tests.loading.made_up import claim, interchange, remittance


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose warehouse takes numbers only where a claim is named by a mark."""
    made = init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")
    (made.practices[0].inbox / "a.835").write_bytes(interchange(remittance(claim(MARK))))
    table = "remittance_claims"
    columns = ", ".join(f"{name} {kind}" for name, kind in raw_tables()[table].items())
    with ground(made) as new:
        new.connection.execute(f"drop table raw.{table}")
        new.connection.execute(
            f"create table raw.{table} ({columns}, check (cast(claim_number as integer) > 0))"
        )
    return made


def test_what_a_load_stumbled_over_stands_in_no_log_and_not_in_dagster_s_folder(
    home: Home,
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.laws.by_itself", MARK],
        env=os.environ | {"TRIAGE_HOME": str(home.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert MARK not in ran.stdout + ran.stderr
    assert ran.returncode == 0, ran.stderr
    # Of the schedule's run and of the sensor's; what a person starts is watched on the page.
    assert [line.split()[:2] for line in ran.stderr.splitlines() if "FAILED" in line] == [
        ["load", "FAILED"]
    ] * 2
    files = {path: path.read_bytes() for path in home.dagster_folder.rglob("*") if path.is_file()}
    assert [path.name for path, content in files.items() if MARK.encode() in content] == []
    assert [path for path, content in files.items() if b"ConstraintException" in content]
