"""Events keep an error's class and place; words that are not ours go, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import dagster as dg
import pytest
from dagster._core.errors import DagsterUserCodeProcessError
from dagster._core.events import EngineEventData
from dagster._core.test_utils import create_run_for_test
from dagster_shared.error import SerializableErrorInfo

from pipeline.defs.wiring.watching import failed_steps
from pipeline.errors import Problem, TriageError
from pipeline.practice import init_home
from pipeline.resources.orchestration import prepare_dagster_folder

MARK = "QXCANARY"
INSTEAD = "its words are withheld"
# What events are made of: as words of an error they must not be taken out of the events.
WORDS_OF_EVENTS = (
    "0", "1", "null", "true", "error", "message", "stack", "cls_name", "__class__", "DagsterEvent",
    "SerializableErrorInfo", "STEP_FAILURE", "RuntimeError", "its words are withheld", '"', "\\",
)  # fmt: skip
OURS = Problem("Here", "It broke.", "It matters.", "Mend it.")


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dg.DagsterInstance]:
    home = init_home(tmp_path_factory.mktemp("kept"), "cedar", "Cedar Creek")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(prepare_dagster_folder(home)))
        with dg.DagsterInstance.get() as made:
            yield made


def kept_of(instance: dg.DagsterInstance, fail: Callable[[], None]) -> list[dg.DagsterEvent]:
    """Run a step that fails, and return the events that are kept of it."""

    @dg.asset
    def astray() -> None:
        fail()

    done = dg.materialize([astray], instance=instance, raise_on_error=False)
    run = instance.get_run_by_id(done.run_id)
    assert run is not None
    assert run.status is dg.DagsterRunStatus.FAILURE
    told = [each.dagster_event for each in instance.all_logs(done.run_id) if each.dagster_event]
    kinds = {event.event_type for event in told}
    assert {dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.RUN_FAILURE} <= kinds
    return told


def error_of(events: list[dg.DagsterEvent]) -> SerializableErrorInfo:
    """Return the error of the step that failed, without Dagster's own around it."""
    (failed,) = [event for event in events if event.is_step_failure]
    around = failed.step_failure_data.error
    assert around is not None
    assert around.cls_name == "DagsterExecutionStepExecutionError"
    assert 'executing op "astray"' in around.message
    assert around.cause is not None
    return around.cause


def failing(error: BaseException) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


@pytest.mark.parametrize("error", [MemoryError(), ValueError(), AssertionError(), ValueError("")])
def test_an_error_without_words_is_told_by_its_class(
    instance: dg.DagsterInstance, error: Exception
) -> None:
    events = kept_of(instance, failing(error))
    kind = type(error).__name__
    assert failed_steps(events) == (["astray"], kind)
    assert error_of(events).message.strip().rstrip(":") == kind


@pytest.mark.parametrize("said", [0, 1, None, *WORDS_OF_EVENTS])
@pytest.mark.parametrize("kind", [KeyError, RuntimeError])
def test_words_that_events_are_made_of_are_taken_out_of_the_error_only(
    instance: dg.DagsterInstance, kind: type[Exception], said: object
) -> None:
    events = kept_of(instance, failing(kind(said)))
    assert failed_steps(events) == (["astray"], kind.__name__)
    error = error_of(events)
    assert error.message.startswith(f"{kind.__name__}: {INSTEAD}")
    assert "in fail" in error.stack[-1]


def test_words_of_many_lines_go_whole(instance: dg.DagsterInstance) -> None:
    error = ValueError(f"first line:\n  {MARK} born 1877\n\nlast line about {MARK}")
    error.add_note(f"a note about {MARK}")
    events = kept_of(instance, failing(error))
    assert failed_steps(events)[1] == "ValueError"
    assert MARK not in str(events)


def test_of_errors_around_errors_each_keeps_its_class(instance: dg.DagsterInstance) -> None:
    def fail() -> None:
        try:
            try:
                failing(MemoryError())()
            except MemoryError:
                int(MARK)
        except ValueError as error:
            raise TriageError(OURS) from error

    events = kept_of(instance, fail)
    ours = error_of(events)
    assert "Mend it." in ours.message
    assert ours.cause is not None
    assert ours.cause.message.startswith(f"ValueError: {INSTEAD}")
    assert ours.cause.context is not None
    assert ours.cause.context.message == "MemoryError\n"
    assert failed_steps(events) == (["astray"], "ValueError")
    assert MARK not in str(events)


def test_what_a_library_says_to_dagster_goes_too(instance: dg.DagsterInstance) -> None:
    def fail() -> None:
        raise dg.Failure(f"about {MARK}", metadata={"value": f"{MARK} born 1877"})

    run_id = dg.materialize(
        [dg.asset(name="astray")(fail)], instance=instance, raise_on_error=False
    ).run_id
    kept = list(instance.all_logs(run_id))
    assert any(each.dagster_event and each.dagster_event.is_step_failure for each in kept)
    assert MARK not in str(kept)


def test_what_another_process_raised_is_not_dagster_s_own_word(
    instance: dg.DagsterInstance,
) -> None:
    there = SerializableErrorInfo(f"ValueError: {MARK}\n{OURS}", ["there\n"], "ValueError")
    here = DagsterUserCodeProcessError.from_error_info(there)
    told = SerializableErrorInfo(
        f"dagster._core.errors.DagsterUserCodeProcessError: {here}\n",
        ["here\n"],
        type(here).__name__,
    )
    run = create_run_for_test(instance, job_name="refresh")
    said = f"A run could not be started: {here}"
    instance.report_engine_event(said, run, EngineEventData.engine_error(told))
    (kept,) = [each for each in instance.all_logs(run.run_id) if "started" in each.message]
    assert MARK not in str(kept)
    assert "A run could not be started" in kept.message
    assert "DagsterUserCodeProcessError" in str(kept)
