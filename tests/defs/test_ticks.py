"""Runs that start by themselves have a logger of ours, and a look that fails says no words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import dagster as dg
import pytest
from dagster._utils.error import serializable_error_info_from_exc_info

from pipeline.defs.scrub import sensors
from pipeline.defs.wiring import making_up, schedules, watching
from pipeline.defs.wiring.ticks import LookError, asked, without_words
from pipeline.errors import Problem, TriageError
from pipeline.practice import Home

MARK = "QXCANARY"
OURS = Problem("Here", "It broke.", "It matters.", "Mend it.")


def kept_of(evaluate: Callable[[], object]) -> str:
    """Return what Dagster keeps of a look that fails."""
    with pytest.raises((TriageError, dg.DagsterError, KeyError)) as caught:
        evaluate()
    error = (caught.type, caught.value, caught.tb)
    return str(serializable_error_info_from_exc_info(error))


def stumble(*_: object, **__: object) -> None:
    """Fail as a library does over a library: with what it stumbled over."""
    try:
        int(MARK)
    except ValueError as error:
        raise KeyError(MARK) from error


def told(*_: object) -> None:
    """Fail as ours do, over a library's error."""
    try:
        int(MARK)
    except ValueError as error:
        raise TriageError(OURS) from error


@dg.op
def breaks() -> None:
    """Fail."""
    stumble()


@dg.job
def fails() -> None:
    """Run the one step."""
    breaks()


def in_parts(*_: object) -> Iterator[dg.SkipReason]:
    """Fail after a first answer."""
    yield dg.SkipReason("One.")
    stumble()


@pytest.mark.parametrize(
    ("look", "says"),
    [
        (stumble, "It ended with KeyError in test_ticks.py, line"),
        (in_parts, "It ended with KeyError in test_ticks.py, line"),
        (told, "What to do: Mend it."),
    ],
)
def test_a_look_that_fails_says_class_and_place_or_our_own_words(
    look: Callable[..., object], says: str
) -> None:
    @dg.sensor(name="sees", target="*")
    @without_words
    def sees() -> Any:
        return look()

    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance, definitions=None)
        kept = kept_of(lambda: sees.evaluate_tick(context))
    assert says in kept
    assert MARK not in kept


def test_who_ends_a_look_ends_it() -> None:
    @without_words
    def look() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        look()


def test_a_look_that_ends_well_answers_as_ever() -> None:
    assert without_words(lambda more: more + 1)(1) == 2
    with pytest.raises(LookError):
        without_words(stumble)()


def test_every_schedule_and_sensor_of_ours_keeps_its_words(
    repository: dg.RepositoryDefinition, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in (
        (schedules, "newest_week"),
        (schedules, "read_sound"),
        (making_up, "read_sound"),
        (schedules, "close_dead_commands"),
        (watching, "read_sound"),
        (schedules, "standing"),
        (watching, "standing"),
        (sensors, "read_sound"),
    ):
        monkeypatch.setattr(module, name, stumble)
    monday = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)
    with dg.DagsterInstance.ephemeral() as instance:
        tick = dg.build_schedule_context(instance, monday, repository_def=repository)
        look = dg.build_sensor_context(instance, definitions=None)
        kept = {
            one.name: kept_of(partial(one.evaluate_tick, tick)) for one in repository.schedule_defs
        } | {
            one.name: kept_of(partial(one.evaluate_tick, look))
            for one in repository.sensor_defs
            if not isinstance(one, dg.RunStatusSensorDefinition)
        }
    assert len(kept) == 10
    assert all("It ended with KeyError" in text for text in kept.values())
    assert not [name for name, text in kept.items() if MARK in text]


def test_what_tells_of_a_failed_run_keeps_its_words(
    bare_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "standing", stumble)
    with dg.DagsterInstance.ephemeral() as instance:
        failed = fails.execute_in_process(instance=instance, raise_on_error=False)
        context = dg.build_run_status_sensor_context(
            sensor_name="a_run_failed",
            dagster_instance=instance,
            dagster_run=failed.dagster_run,
            dagster_event=failed.get_run_failure_event(),
        ).for_run_failure()
        kept = kept_of(lambda: watching.failure_sensor(bare_home.path)(context))
    assert "It ended with KeyError" in kept
    assert MARK not in kept


@pytest.mark.parametrize("order", [{}, {"practice": "west"}])
@pytest.mark.parametrize("job", ["refresh", "weekly_triage", "deliveries"])
def test_a_run_that_starts_by_itself_writes_lines_of_ours(
    repository: dg.RepositoryDefinition, job: str, order: dict[str, str]
) -> None:
    config = asked(**order)
    assert config["loggers"] == {"progress": {}}
    assert dg.validate_run_config(repository.get_job(job), config)["loggers"] == {"progress": {}}
