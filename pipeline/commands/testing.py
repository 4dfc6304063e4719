"""``test``: every check CI runs, in the order in which they fail soonest.

Takes a checkout with the development lock installed. Refuses to leave a trace in it: models are
built in a folder that is gone afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
DBT = ["dbt", "--no-use-colors", "--warn-error"]


@click.command()
@click.option("--fast", is_flag=True, help="Leave out the tests marked slow.")
def test(fast: bool) -> int:
    """Run lint, types, floors, SQL lint, the models' own tests and pytest."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        failed = [
            name
            for name, command in stages(["-m", "not slow"] if fast else [])
            if not _passes(name, command, Path(scratch))
        ]
    seconds = time.monotonic() - begun
    if failed:
        click.echo(f"\nFailed after {seconds:.0f} s: {', '.join(failed)}", err=True)
        return 1
    click.echo(f"\nAll checks passed in {seconds:.0f} s.")
    return 0


def stages(chosen: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each stage's name and command; ``chosen`` is handed on to pytest."""
    yield "lint", ["ruff", "check", "."]
    yield "format", ["ruff", "format", "--check", "."]
    yield "types", ["pyright"]
    yield "floors", ["lint-imports", "--no-cache"]
    # On empty tables: schemas, contracts and every unit test, in seconds. A warning is an error.
    yield "models", [*DBT, "build", "--empty"]
    yield "SQL lint", ["sqlfluff", "lint", "dbt_project/models", "dbt_project/tests"]
    # A file's tests stay together: those of a season share one run of it.
    yield "tests", ["pytest", "-q", "-n", "2", "--dist", "loadfile", *chosen]


def _passes(name: str, command: list[str], scratch: Path) -> bool:
    begun = time.monotonic()
    if name == "models":
        create_tables(scratch / "denials.duckdb")
    tool = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [str(tool), *command[1:]],
        cwd=ROOT,
        env=environment_of(scratch),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    word = "passed" if done.returncode == 0 else "FAILED"
    click.echo(f"{name:<10} {word}  {time.monotonic() - begun:6.1f} s")
    if done.returncode:
        click.echo(done.stdout, err=True)
    elif name == "tests":
        click.echo(done.stdout.strip().splitlines()[-1])
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
