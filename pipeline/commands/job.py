"""A Dagster job run in this process, on the home's own Dagster folder, so that the UI shows it.

Takes a home, a job and what it is asked for. Refuses to hide a failure, and to print more of one
than its four parts.
"""

from __future__ import annotations

import contextlib
import io
import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.errors import Problem, TriageError
from pipeline.practice import Home
from pipeline.resources.named_files import NamedFiles
from pipeline.resources.orchestration import name_home_to_dagster

if TYPE_CHECKING:
    import dagster as dg

# What the UI's page of a job asks a run for; without it the run shows only in the list of all runs.
REPOSITORY = {".dagster/repository": "__repository__@denial-triage", "triage/started_by": "command"}
NO_FILES = NamedFiles()
_EXIT_CODES = {"SettingsError": 2, "SourceError": 2, "ReceivedError": 2}


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
    """

    run_id: str
    seconds: float
    metadata: dict[str, dict[str, Any]] = field(default_factory=dict)
    failed_checks: tuple[tuple[str, str], ...] = ()

    def and_then(self, later: Done) -> Done:
        """Return this run and a later one as one."""
        return Done(
            later.run_id,
            self.seconds + later.seconds,
            self.metadata | later.metadata,
            self.failed_checks + later.failed_checks,
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
    """
    name_home_to_dagster(home)
    _quiet()
    import dagster as dg

    from pipeline.definitions import defs

    begun = time.monotonic()
    # dbt's own lines go to its log; a command's output is for what people asked.
    with (
        dg.DagsterInstance.get() as instance,
        files.listed(home) as listed,
        contextlib.redirect_stdout(io.StringIO()),
    ):
        result = defs().resolve_job_def(job).execute_in_process(
            instance=instance,
            partition_key=week,
            raise_on_error=False,
            tags=REPOSITORY,
            run_config=_asked(home, order | {"files": listed}),
        )  # fmt: skip
    if not result.success:
        raise _failure(result)
    return _done(result, time.monotonic() - begun)


def _asked(home: Home, order: dict[str, Any]) -> dict[str, Any]:
    """Return what Dagster keeps and shows of a run: where its home is and what it was asked."""
    return {
        "loggers": {"progress": {}},
        "resources": {
            "order": {"config": order},
            "triage_home": {"config": {"path": str(home.path)}},
        },
    }


def _done(result: dg.ExecuteInProcessResult, seconds: float) -> Done:
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
    return Done(result.run_id, seconds, metadata, failed)


def _failure(result: dg.ExecuteInProcessResult) -> RunFailedError:
    """Find the error of ours behind Dagster's wrappings; of any other tell the class only."""
    failures = [event for event in result.all_events if event.is_failure]
    steps = sorted({event.step_key for event in failures if event.step_key})
    for event in failures:
        error = getattr(event.event_specific_data, "error", None)
        while error is not None:
            if "Why it matters:" in error.message:
                text = error.message.split(": ", 1)[1].strip()
                return RunFailedError(text, _EXIT_CODES.get(error.cls_name or "", 1))
            last, error = error, error.cause
            if error is None:
                return RunFailedError(str(_unexpected(steps, last.cls_name, result.run_id)), 1)
    return RunFailedError(str(_unexpected(steps, None, result.run_id)), 1)


def _unexpected(steps: list[str], kind: str | None, run_id: str) -> Problem:
    return Problem(
        f"Step {', '.join(steps) or 'before the first'}",
        f"It ended with {kind or 'no word'}, a fault of this program.",
        "What was published before stays; this run has published nothing.",
        f"Open the run {run_id[:8]} with: triage ui",
    )


def _quiet() -> None:
    """Keep libraries' chatter out of a command's lines; what matters comes as an event."""
    import warnings

    warnings.filterwarnings("ignore", module="dagster.*")
    for name in ("dagster", "dagster_dbt", "fontTools", "weasyprint", "alembic"):
        logging.getLogger(name).setLevel(logging.ERROR)
