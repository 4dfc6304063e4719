"""Import floors of pyproject.toml hold, and hold something."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_import_runs_up_the_stairs() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_no_module_is_a_drawer_for_anything() -> None:
    drawers = [
        path.name
        for room in ("pipeline", "reports", "tests")
        for path in (ROOT / room).rglob("*.py")
        if {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
        & set(path.stem.split("_"))
    ]
    assert not drawers, f"{drawers}: name the module after what it does"
