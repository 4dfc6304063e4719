"""``test``: every check CI runs.

Takes a checkout with the development lock installed. Refuses to leave a trace in it: models are
built in a folder that is gone afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
STAGES = {
    "SQL lint": ["sqlfluff", "lint", "dbt_project/models", "dbt_project/tests"],
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "floors": ["lint-imports", "--no-cache"],
    "types": ["pyright"],
    # On empty tables: schemas, contracts and every unit test, in seconds. A warning is an error.
    "models": ["dbt", "--no-use-colors", "--warn-error", "build", "--empty"],
}
"""What is called before the tests, the longest first."""


@click.command()
@click.option("--fast", is_flag=True, help="Leave out the tests marked slow.")
def test(fast: bool) -> int:
    """Run lint, types, floors, SQL lint, the models' own tests and pytest."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        failed = _failed(Path(scratch), ["-m", "not slow"] if fast else [])
    seconds = time.monotonic() - begun
    if failed:
        click.echo(f"\nFailed after {seconds:.0f} s: {', '.join(failed)}", err=True)
        return 1
    click.echo(f"\nAll checks passed in {seconds:.0f} s.")
    return 0


def _failed(scratch: Path, chosen: list[str]) -> list[str]:
    """Return the names of the stages that failed; ``chosen`` is handed on to pytest.

    All read the checkout and none writes to it: what needs one core goes beside another such stage,
    and the tests, which need two, come last.
    """
    with ThreadPoolExecutor(2) as side_by_side:
        done = side_by_side.map(lambda name: _passes(name, STAGES[name], scratch), STAGES)
        passed = dict(zip(STAGES, done, strict=True))
    # A file's tests stay together: those of a season share one run of it.
    # The slowest are told: an hour is what all of them may take.
    told = ["-q", "--durations=15"]
    tests = ["pytest", *told, "-n", "2", "--dist", "loadfile", *chosen]
    passed["tests"] = _passes("tests", tests, scratch)
    return [name for name, has_passed in passed.items() if not has_passed]


def _passes(name: str, command: list[str], scratch: Path) -> bool:
    begun = time.monotonic()
    scratch = scratch / name.replace(" ", "-")
    scratch.mkdir()
    if name == "models":
        create_tables(scratch / "denials.duckdb")
    tool = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [str(tool), *command[1:]],
        cwd=ROOT,
        env=environment_of(scratch),
        # The tests take long: whoever stops them must see how far they came.
        stdout=None if name == "tests" else subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    word = "passed" if done.returncode == 0 else "FAILED"
    click.echo(f"{name:<10} {word}  {time.monotonic() - begun:6.1f} s")
    if done.returncode and done.stdout:
        click.echo(done.stdout, err=True)
    return done.returncode == 0


def create_tables(path: Path) -> None:
    """Make a warehouse with every raw table and no row: unit tests need their parents to exist."""
    import duckdb

    from pipeline.raw_tables import create_raw_tables

    with duckdb.connect(str(path)) as connection:
        create_raw_tables(connection)


def environment_of(scratch: Path) -> dict[str, str]:
    """Return the environment in which dbt works on ``denials.duckdb`` of a folder."""
    from pipeline.resources.dbt import environment

    ours = environment(scratch / "denials.duckdb", scratch / "dbt")
    # A home of the user's must not leak into tests, nor may a dbt that a test starts end because
    # its parent is the test and not this process.
    for name in ("TRIAGE_HOME", "DAGSTER_HOME", "TRIAGE_DBT_PARENT"):
        ours.pop(name, None)
    return ours | {"PYTHONPATH": str(ROOT), "PATH": _path()}


def _path() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
