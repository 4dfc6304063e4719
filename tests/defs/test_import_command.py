"""``triage import`` names what it could not read, brings in the rest and asks for a person."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.practice import init_home
from tests.modes import BOUND
from tests.resources.remote import WHOLE

pytestmark = pytest.mark.slow


def test_each_file_it_cannot_read_is_named_as_it_was_written(tmp_path: Path) -> None:
    home = init_home(tmp_path / "home", "larkspur", "Larkspur")
    history = tmp_path / "history"
    for name in ("sub/Jane Canary.835", "closed/b.835", "c.835"):
        (history / name).parent.mkdir(parents=True, exist_ok=True)
        (history / name).write_bytes(WHOLE)
    (history / "sub/Jane Canary.835").chmod(0)
    (history / "closed").chmod(0)
    ran = subprocess.run(
        [
            *BOUND,
            sys.executable,
            "-c",
            "from pipeline.cli import main; main()",
            "import",
            "history",
        ],
        env=os.environ | {"TRIAGE_HOME": str(home.path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 3, ran.stdout + ran.stderr
    assert "Imported 1 new file" in ran.stdout
    assert "history/closed: This folder cannot be read" in ran.stdout
    assert "history/sub/Jane Canary.835: This file cannot be read" in ran.stdout
    assert "What to do: Let this user read it, then: triage import 'history/sub/Jane" in ran.stdout
    assert str(tmp_path) not in ran.stdout
    with duckdb.connect(str(home.published_file), read_only=True) as connection:
        assert connection.execute("select count(*) from raw.files").fetchone() == (1,)
    kept = [path for path in home.path.rglob("*") if path.is_file()]
    assert not [path for path in kept if b"Canary" in path.read_bytes() or "files-" in path.name]
