"""The quicker event log writes what Dagster's own reads, and keeps few files open."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage

from pipeline.defs.wiring.event_log import KEPT, KeptOpenEventLog
from pipeline.practice import init_home
from pipeline.resources.orchestration import prepare_dagster_folder


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
