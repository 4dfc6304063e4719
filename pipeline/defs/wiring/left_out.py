"""Which practices a weekly run left out, told as tags of the run.

Takes Dagster's instance and a run. Refuses nothing: each step opens the home anew, so a practice
may be left out at any of them, and what a tag says is why its packet is not there.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

import dagster as dg

WEEK = "triage/week"
UNPRINTED, UNTIED, UNDELIVERED = "triage.unprinted/", "triage.untied/", "triage.undelivered/"
"""Not served: its settings were wrong; its pages do not add up; printed, then its settings went
wrong."""


def note_left_out(
    instance: dg.DagsterInstance, run_id: str, week: dt.date, why: str, practice_ids: Iterable[str]
) -> None:
    """Tell on a run whom it left out of a week, and why."""
    tags = {f"{why}{key}": str(week) for key in practice_ids}
    if tags:
        instance.add_run_tags(run_id, {WEEK: str(week), **tags})


def left_out_by(tags: Mapping[str, str], *whys: str) -> set[str]:
    """Return whom a run's tags tell as left out for one of these reasons."""
    return {tag.removeprefix(why) for why in whys for tag in tags if tag.startswith(why)}


def tags_now(instance: dg.DagsterInstance, run_id: str) -> Mapping[str, str]:
    """Return the tags of a run as they are, its own steps' among them."""
    run = instance.get_run_by_id(run_id)
    return run.tags if run else {}


def ended_runs_of(instance: dg.DagsterInstance, week: dt.date) -> list[dg.DagsterRun]:
    """Return the runs of a week that have ended and left somebody out."""
    runs = instance.get_runs(dg.RunsFilter(tags={WEEK: str(week)}))
    return [run for run in runs if run.is_finished]
