"""What Dagster remembers of runs: the dead are told as failed, the old are forgotten.

Takes Dagster's storage of a home. Refuses to touch a run whose process lives, and what the
warehouse says of runs (``raw.runs``).
"""

import datetime as dt
from collections.abc import Iterator

import dagster as dg

from pipeline.practice import Home
from pipeline.resources.marks import is_held

MARK = "triage/mark"
_ALIVE = [
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
DIED = "Its process ended before it did: a crash, a kill or the power."


def close_dead_commands(instance: dg.DagsterInstance, home: Home) -> int:
    """Tell runs of commands whose process is gone as failed; return how many.

    They would stand in the queue for ever, and every scheduled run behind them.
    """
    return _close(
        instance,
        (run for run in _under_way(instance) if _is_marked(run) and not _lives(home, run)),
    )


def close_dead_runs(instance: dg.DagsterInstance, home: Home) -> int:
    """Tell every run whose process is gone as failed; return how many.

    For the moment before the server starts: a run of the server's cannot have outlived it. Dagster
    tries such a run once more.
    """
    return _close(instance, (run for run in _under_way(instance) if not _lives(home, run)))


def forget_runs(instance: dg.DagsterInstance, before: dt.datetime) -> int:
    """Delete ended runs, with their logs, that were made before an instant; return how many."""
    ended = [
        dg.DagsterRunStatus.SUCCESS,
        dg.DagsterRunStatus.FAILURE,
        dg.DagsterRunStatus.CANCELED,
    ]
    old = instance.get_runs(dg.RunsFilter(statuses=ended, created_before=before))
    for run in old:
        instance.delete_run(run.run_id)
    return len(old)


def _under_way(instance: dg.DagsterInstance) -> Iterator[dg.DagsterRun]:
    yield from instance.get_runs(dg.RunsFilter(statuses=_ALIVE))


def _is_marked(run: dg.DagsterRun) -> bool:
    """Return whether a run is a command's; one that was executed again has copied its tags."""
    return run.tags.get(MARK) == run.run_id


def _lives(home: Home, run: dg.DagsterRun) -> bool:
    return _is_marked(run) and is_held(home, run.run_id)


def _close(instance: dg.DagsterInstance, runs: Iterator[dg.DagsterRun]) -> int:
    dead = list(runs)
    for run in dead:
        instance.report_run_failed(run, DIED)
    return len(dead)
