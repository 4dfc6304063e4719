"""The quicker event log writes what Dagster's own reads, and keeps few files open."""

from __future__ import annotations

import queue
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.test_utils import create_run_for_test
from sqlalchemy import event

from pipeline.defs.wiring.event_log import KEPT, KeptOpenEventLog
from pipeline.errors import Problem, TriageError
from pipeline.practice import init_home
from pipeline.resources.orchestration import prepare_dagster_folder

MARK = "QXCANARY"


@dg.asset
def visits() -> None:
    """Nothing."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = prepare_dagster_folder(init_home(tmp_path, "cedar", "Cedar Creek"))
    monkeypatch.setenv("DAGSTER_HOME", str(made))
    return made


def test_a_home_s_events_are_read_by_dagster_s_own_log(folder: Path) -> None:
    with dg.DagsterInstance.get() as instance:
        assert isinstance(instance.event_log_storage, KeptOpenEventLog)
        run_id = dg.materialize([visits], instance=instance).run_id

    plain = SqliteEventLogStorage(str(folder / "history" / "runs"))
    kinds = {record.dagster_event_type for record in plain.get_logs_for_run(run_id)}
    assert dg.DagsterEventType.ASSET_MATERIALIZATION in kinds
    assert dg.DagsterEventType.RUN_SUCCESS in kinds
    assert plain.has_asset_key(dg.AssetKey("visits"))


def test_files_of_old_runs_are_closed_again(tmp_path: Path) -> None:
    log = KeptOpenEventLog(str(tmp_path))
    for number in range(3 * KEPT):
        assert list(log.get_logs_for_run(f"run-{number}")) == []
    assert len(log._kept) == KEPT
    log.dispose()
    assert not log._kept


def test_a_home_is_written_with_settings_an_operator_may_change(tmp_path: Path) -> None:
    home = init_home(tmp_path, "cedar", "Cedar Creek")
    settings = prepare_dagster_folder(home) / "dagster.yaml"
    settings.write_text(settings.read_text() + "\n# mine\n")
    prepare_dagster_folder(home)
    assert settings.read_text().endswith("# mine\n")


def test_who_watches_a_run_sees_each_event_while_it_goes_on(folder: Path) -> None:
    """The page of a run would else stand still until it is loaded again."""
    with dg.DagsterInstance.get() as instance, dg.DagsterInstance.get() as page:
        run = create_run_for_test(instance, job_name="refresh")
        instance.report_engine_event("first", run)
        heard: queue.Queue[str] = queue.Queue()
        page.watch_event_logs(run.run_id, None, lambda entry, _: heard.put(entry.message))
        for word in ("second", "third"):
            instance.report_engine_event(word, run)
            told = [heard.get(timeout=20)]
            while told[-1] != word:
                told.append(heard.get(timeout=20))


def test_who_watches_is_stopped_before_what_it_reads_is_closed(folder: Path) -> None:
    """SQLite ends the process where a connection is closed under a query of another thread."""
    with dg.DagsterInstance.get() as page:
        run = create_run_for_test(page, job_name="refresh")
        page.watch_event_logs(run.run_id, None, lambda *_: None)
        log = page.event_log_storage
        assert isinstance(log, KeptOpenEventLog)
        page.report_engine_event("first", run)
        (engine,) = [log._kept[run.run_id]]
        watched: list[bool] = []
        event.listen(engine, "engine_disposed", lambda _: watched.append(log._obs.is_alive()))
    assert watched == [False]


@dg.asset
def astray() -> None:
    """Fails as a library does: with what it stumbled over."""
    with duckdb.connect() as connection:
        connection.execute(f"select cast('{MARK} born 1877' as integer)")


@dg.asset
def told() -> None:
    """Fails as ours do, over a library's error."""
    try:
        int(MARK)
    except ValueError as error:
        raise TriageError(Problem("Here", "It broke.", "It matters.", "Mend it.")) from error


@pytest.mark.parametrize(
    ("asset", "stays"), [(astray, b"ConversionException"), (told, b"What to do: Mend it.")]
)
def test_of_an_error_its_class_and_place_stay_and_only_our_own_words(
    folder: Path, asset: dg.AssetsDefinition, stays: bytes
) -> None:
    with dg.DagsterInstance.get() as instance:
        done = dg.materialize([asset], instance=instance, raise_on_error=False)
        assert not done.success
        (failed,) = [event for event in done.all_events if event.is_step_failure]
        # The run itself still knows: a full disk is told by its words.
        assert MARK in str(failed.step_failure_data.error)
        kept = list(instance.all_logs(done.run_id))
    assert any(event.dagster_event_type is dg.DagsterEventType.STEP_FAILURE for event in kept)
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert not [one for one in files if MARK.encode() in one]
    assert [one for one in files if stays in one]
    assert [one for one in files if b"test_event_log.py" in one]
