"""dbt as a child process: its project, what it is called with, and its manifest.

Takes the path of a warehouse file and a scratch folder outside the checkout. Refuses to guess: a
project that does not parse is an error with dbt's own words, which name files and never data.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from pipeline.errors import Problem, TriageError

PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"
# Beside the interpreter, so a checkout's own dbt runs whatever the PATH says; the program of
# pipeline/dbt_process.py, which ends with the run that started it.
EXECUTABLE = Path(sys.executable).parent / "triage-dbt"

# What dbt's own prefix marks as secret stands in none of its logs and artifacts.
_KEY = "DBT_ENV_SECRET_TRIAGE_KEY"

# Tests that stand in the yml of a seed, in dbt's language of selection.
TESTS_OF_RULES = "resource_type:test,path:seeds"


class DbtError(TriageError):
    """dbt could not read or build the models."""


def build_arguments() -> list[str]:
    """Return dbt's arguments for a run on real data: seeds, models and the data tests of models.

    Unit tests and the tests of the rules' own tables ask about the checkout and not about the data:
    `triage test` and `triage check` run them. The log keeps warnings and errors only: dbt's usual
    one writes twenty lines a model.
    """
    quiet = ["--no-use-colors", "--log-level-file", "warn"]
    kinds = ["--exclude-resource-type", "unit_test"]
    # "cautious" leaves a test that holds a fact against a rule table in: it asks about the data.
    selected = ["--indirect-selection", "cautious", "--exclude", TESTS_OF_RULES]
    return [*quiet, "build", *kinds, *selected]


def environment(warehouse: Path, scratch: Path, key: str = "") -> dict[str, str]:
    """Return the variables dbt reads, on top of this process's own.

    Args:
        warehouse: The DuckDB file to build in.
        scratch: Where dbt writes its artifacts and log; never the checkout.
        key: Of a locked file.
    """
    return os.environ | {
        **_warehouse(warehouse, key),
        "DBT_PROJECT_DIR": str(PROJECT),
        "DBT_PROFILES_DIR": str(PROJECT),
        "DBT_TARGET_PATH": str(scratch),
        "DBT_LOG_PATH": str(scratch),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }


def name_warehouse(warehouse: Path, key: str) -> None:
    """Set what a dbt to come must know of this process: the warehouse, and whom to end with."""
    os.environ.pop(_KEY, None)
    os.environ.update(_warehouse(warehouse, key))


def _warehouse(warehouse: Path, key: str) -> dict[str, str]:
    is_locked = "locked" if key else "open"
    named = {
        "TRIAGE_WAREHOUSE": str(warehouse),
        "TRIAGE_WAREHOUSE_IS": is_locked,
        "TRIAGE_DBT_PARENT": str(os.getpid()),
    }
    return named | ({_KEY: key} if key else {})


def run_dbt(arguments: list[str], warehouse: Path, scratch: Path, key: str = "") -> None:
    """Run dbt to its end, quietly.

    Raises:
        DbtError: dbt ended with another code than 0; carries the last lines it wrote.
    """
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    done = subprocess.run(
        [str(EXECUTABLE), "--no-use-colors", *arguments],
        env=environment(warehouse, scratch, key),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-25:])
        raise DbtError(
            Problem(
                "dbt_project",
                f"dbt {arguments[0]} ended with code {done.returncode}:\n{tail}",
                "Facts and packet are not built until the models are sound.",
                f"Mend the file that dbt names; its whole log is {scratch / 'dbt.log'}.",
            )
        )


def check_rules() -> None:
    """Build the tables of rules in a warehouse of their own and run their tests.

    Raises:
        DbtError: A row breaks a rule of its table; carries the lines that name it.
    """
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        chosen = ["--select", "path:seeds", "--indirect-selection", "cautious"]
        run_dbt(["build", *chosen], scratch / "denials.duckdb", scratch)


def project_digest() -> str:
    """Return a digest of every file dbt parses and of dbt's own version."""
    digest = hashlib.sha256(version("dbt-core").encode())
    for path in sorted(PROJECT.rglob("*")):
        inside = path.relative_to(PROJECT)
        if path.is_file() and inside.parts[0] not in ("target", "logs"):
            digest.update(f"{inside}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def prepared_manifest(warehouse: Path, scratch: Path) -> Path:
    """Return the manifest of the models as they stand, parsing them only when one has changed.

    Parsing takes some seconds and Dagster asks for the manifest at every start, so each state of
    the project keeps its own folder, which is complete or absent.
    """
    folder = scratch / f"parsed-{project_digest()}"
    if not (folder / "manifest.json").exists():
        parsing = scratch / f"parsing-{os.getpid()}"
        run_dbt(["parse"], warehouse, parsing)
        for stale in scratch.glob("parsed-*"):
            shutil.rmtree(stale, ignore_errors=True)
        with contextlib.suppress(OSError):  # another process was quicker with the same project
            parsing.replace(folder)
        shutil.rmtree(parsing, ignore_errors=True)
    return folder / "manifest.json"
