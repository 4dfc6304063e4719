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
EXECUTABLE_ON_SPARK = EXECUTABLE.with_name("triage-dbt-on-spark")

# What dbt's own prefix marks as secret stands in none of its logs and artifacts.
_KEY = "DBT_ENV_SECRET_TRIAGE_KEY"

# Tests that stand in the yml of a seed, in dbt's language of selection.
TESTS_OF_RULES = "resource_type:test,path:seeds"
_TESTS_OF_STAGING = "resource_type:test,path:models/staging"
_TESTS_OF_TABLES = tuple(
    f"resource_type:test,path:models/{floor}" for floor in ("facts", "rollups", "packet")
)

_QUIET = ("--no-use-colors", "--log-level-file", "warn")
# "cautious" leaves a test that holds a fact against a rule table in: it asks about the data.
_ON_DATA = ("--exclude-resource-type", "unit_test", "--indirect-selection", "cautious")


class DbtError(TriageError):
    """dbt could not read or build the models."""


def build_arguments() -> list[str]:
    """Return dbt's arguments for a run on real data: seeds, models and the data tests of models.

    Unit tests and the tests of the rules' own tables ask about the checkout and not about the data:
    `triage test` and `triage check` run them. The log keeps warnings and errors only: dbt's usual
    one writes twenty lines a model.
    """
    return [*_QUIET, "build", *_ON_DATA, "--exclude", TESTS_OF_RULES]


def spark_arguments() -> list[str]:
    """Return dbt's arguments for computing all models on Spark.

    Of the data tests those of staging are asked there: nobody else has the rows of files.
    """
    elsewhere = " ".join((TESTS_OF_RULES, *_TESTS_OF_TABLES))
    return [*_QUIET, "build", "--target", "spark", *_ON_DATA, "--exclude", elsewhere]


def test_arguments() -> list[str]:
    """Return dbt's arguments for the data tests of what Spark computed, on the working file."""
    elsewhere = f"{TESTS_OF_RULES} {_TESTS_OF_STAGING}"
    return [*_QUIET, "test", *_ON_DATA, "--exclude", elsewhere]


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


def rules_are_known_sound(kept: Path) -> bool:
    """Tell whether a folder remembers that these tables of rules passed their tests."""
    return (kept / f"rules-sound-{project_digest()}").exists()


def check_rules(kept: Path) -> None:
    """Build the tables of rules in a warehouse of their own and run their tests, once a version.

    Args:
        kept: A folder that remembers which state passed; the same rows pass again.

    Raises:
        DbtError: A row breaks a rule of its table; carries the lines that name it.
    """
    if rules_are_known_sound(kept):
        return
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        chosen = ["--select", "path:seeds", "--indirect-selection", "cautious"]
        run_dbt(["build", *chosen], scratch / "denials.duckdb", scratch)
    # A mode is for the last folder alone; those above get what the umask leaves.
    for folder in (kept.parent, kept):
        folder.mkdir(mode=0o700, exist_ok=True)
    for stale in kept.glob("rules-sound-*"):
        stale.unlink(missing_ok=True)
    (kept / f"rules-sound-{project_digest()}").touch(mode=0o600)


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
        sys.stderr.write("  reading the models, once a version\n")
        parsing = scratch / f"parsing-{os.getpid()}"
        run_dbt(["parse"], warehouse, parsing)
        for stale in scratch.glob("parsed-*"):
            shutil.rmtree(stale, ignore_errors=True)
        with contextlib.suppress(OSError):  # another process was quicker with the same project
            parsing.replace(folder)
        shutil.rmtree(parsing, ignore_errors=True)
    return folder / "manifest.json"
