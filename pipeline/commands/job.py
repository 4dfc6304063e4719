"""A Dagster job run in this process, on the home's own Dagster folder, so that the UI shows it.

Takes a home, a job and what it is asked for. Refuses to hide a failure, and to print more of one
than its four parts.
"""

from __future__ import annotations

import contextlib
import io
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.commands.delivering import tell_operator
from pipeline.errors import Problem, TriageError
from pipeline.practice import Home
from pipeline.resources.marks import mark
from pipeline.resources.named_files import NamedFiles, refused_of
from pipeline.resources.orchestration import name_home_to_dagster
from pipeline.resources.room import disk_problem, require_room
from pipeline.resources.whole_files import WriteError

if TYPE_CHECKING:
    import dagster as dg

# What the UI's page of a job asks a run for; without it the run shows only in the list of all runs.
# A person stands by a command and calls it again: Dagster does not.
TAGS = {
    ".dagster/repository": "__repository__@denial-triage",
    "triage/started_by": "command",
    "dagster/max_retries": "0",
}
NO_FILES = NamedFiles()
_SETTINGS: tuple[str, ...] = ("SettingsError", "SecretError", "SourceError", "ReceivedError")
_EXIT_CODES: dict[str, int] = dict.fromkeys(
    (*_SETTINGS, "SealError", "SparkError", "NewerVersionError"), 2
)


class RunFailedError(TriageError):
    """A run ended before its work was done."""

    def __init__(self, text: str, exit_code: int) -> None:
        """Keep the text of the step that failed, and the code a command ends with."""
        super().__init__()
        self.text = text
        self.exit_code = exit_code

    def __str__(self) -> str:
        """Return the text of the step that failed."""
        return self.text


@dataclass(frozen=True)
class Done:
    """A run that ended well.

    Attributes:
        seconds: How long it took.
        metadata: What each asset reported, by its key joined with ``/``.
        failed_checks: Names and words of the checks that did not pass.
        refused: Files and folders a person named that could not be read: for the console only.
    """

    run_id: str
    seconds: float
    metadata: dict[str, dict[str, Any]] = field(default_factory=dict)
    failed_checks: tuple[tuple[str, str], ...] = ()
    refused: tuple[str, ...] = ()

    def and_then(self, later: Done) -> Done:
        """Return this run and a later one as one."""
        return Done(
            later.run_id,
            self.seconds + later.seconds,
            self.metadata | later.metadata,
            self.failed_checks + later.failed_checks,
            self.refused + later.refused,
        )

    def paths(self, asset: str) -> list[str]:
        """Return the files an asset wrote."""
        told = self.metadata.get(asset, {})
        return [str(value) for name, value in told.items() if name.endswith("/path")]


def run_job(
    home: Home,
    job: str,
    order: dict[str, Any],
    week: str | None = None,
    files: NamedFiles = NO_FILES,
) -> Done:
    """Run a job to its end and return what its assets reported.

    Args:
        home: Whose files and warehouse.
        job: ``refresh``, ``weekly_triage`` or ``packets``.
        order: Fields of `Order` that differ from the usual.
        week: First day of the packet's week, for the two jobs that render.
        files: What to bring in by name, beside the practice's own sources.

    Raises:
        RunFailedError: With the words of the step that failed.
        WriteError: The home's disk is full or read-only.
    """
    name_home_to_dagster(home)
    _quiet()
    try:
        require_room(home)
    except WriteError as error:
        tell_operator(home, job, "", [], type(error).__name__)
        raise
    from sqlalchemy.exc import SQLAlchemyError

    begun = time.monotonic()
    try:
        result, refused = _executed(home, job, order, week, files)
    except (OSError, SQLAlchemyError) as error:
        # Dagster could not even write down that the run broke.
        problem = disk_problem(home, str(error))
        if problem is None:
            raise
        tell_operator(home, job, "", [], type(error).__name__)
        raise RunFailedError(str(problem), 1) from error
    if not result.success:
        raise _told(home, job, result)
    return _done(result, time.monotonic() - begun, refused)


def _executed(
    home: Home, job: str, order: dict[str, Any], week: str | None, files: NamedFiles
) -> tuple[dg.ExecuteInProcessResult, tuple[str, ...]]:
    """Run the job, and return what it answered about files it could not read."""
    import dagster as dg

    from pipeline.definitions import defs
    from pipeline.defs.wiring.run_records import MARK, close_dead_commands

    # dbt's own lines go to its log; a command's output is for what people asked.
    with (
        dg.DagsterInstance.get() as instance,
        mark(home) as run_id,
        files.listed(home, run_id) as listed,
        contextlib.redirect_stdout(io.StringIO()),
    ):
        close_dead_commands(instance, home)
        result = defs().resolve_job_def(job).execute_in_process(
            instance=instance,
            partition_key=week,
            raise_on_error=False,
            run_id=run_id,
            tags=TAGS | {MARK: run_id},
            run_config=_asked(home, order | {"files": listed}),
        )  # fmt: skip
        return result, refused_of(home, listed) if listed else ()


def _asked(home: Home, order: dict[str, Any]) -> dict[str, Any]:
    """Return what Dagster keeps and shows of a run: where its home is and what it was asked."""
    return {
        "loggers": {"progress": {}},
        "resources": {
            "order": {"config": order},
            "triage_home": {
                "config": {"path": str(home.path), "engine": home.settings.engine.name}
            },
        },
    }


def _done(result: dg.ExecuteInProcessResult, seconds: float, refused: tuple[str, ...]) -> Done:
    metadata = {
        "/".join(event.asset_key.path): {
            name: value.value
            for name, value in event.step_materialization_data.materialization.metadata.items()
        }
        for event in result.get_asset_materialization_events()
        if event.asset_key is not None
    }
    failed = tuple(
        (check.check_name, check.description or "")
        for check in result.get_asset_check_evaluations()
        if not check.passed
    )
    return Done(result.run_id, seconds, metadata, failed, refused)


def _told(home: Home, job: str, result: dg.ExecuteInProcessResult) -> RunFailedError:
    """Tell the operator of a failure, and return it."""
    from pipeline.defs.wiring.watching import failed_steps

    tell_operator(home, job, result.run_id, *failed_steps(result.all_events))
    return _failure(home, result)


def _failure(home: Home, result: dg.ExecuteInProcessResult) -> RunFailedError:
    """Find the error of ours behind Dagster's wrappings; of any other tell the class only."""
    failures = [event for event in result.all_events if event.is_failure]
    steps = sorted({event.step_key for event in failures if event.step_key})
    errors = [error for event in failures for error in _causes(event)]
    for error in errors:
        if "Why it matters:" in error.message:
            text = error.message.split(": ", 1)[1].strip()
            return RunFailedError(text, _EXIT_CODES.get(error.cls_name or "", 1))
    problem = disk_problem(home, " ".join(error.message for error in errors))
    if problem is None:
        kind = errors[-1].cls_name if errors else None
        problem = _unexpected(steps, kind, result.run_id)
    return RunFailedError(str(problem), 1)


def _causes(event: dg.DagsterEvent) -> Iterator[Any]:
    """Yield the error of an event and those behind it, the first cause last."""
    error = getattr(event.event_specific_data, "error", None)
    while error is not None:
        yield error
        error = error.cause


def _unexpected(steps: list[str], kind: str | None, run_id: str) -> Problem:
    return Problem(
        f"Step {', '.join(steps) or 'before the first'}",
        f"It ended with {kind or 'no word'}, a fault of this program.",
        "What is published is whole, of this run or of the one before; the rest is missing.",
        f"Open the run {run_id[:8]} with: triage ui",
    )


def _quiet() -> None:
    """Keep libraries' chatter out of a command's lines; what matters comes as an event."""
    import warnings

    warnings.filterwarnings("ignore", module="dagster.*")
    for name in ("dagster", "dagster_dbt", "fontTools", "weasyprint", "alembic"):
        logging.getLogger(name).setLevel(logging.ERROR)
