"""dbt as this house calls it: parsed once a state of the project, nothing left in the checkout."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from pipeline.causes import Limits
from pipeline.defs.transform.assets import events_of, failure, installed_dbt, lock_words
from pipeline.edits.proof import ProofLimits
from pipeline.practice import edit_reviews, init_home
from pipeline.practice.rule_tables import RuleTable, rule_tables
from pipeline.resources import dbt
from pipeline.resources.sealing import new_key, open_text

PROJECT = {
    "dbt_project.yml": "name: small\nversion: '1.0'\nprofile: small\nmodel-paths: [models]\n",
    "profiles.yml": """
small:
  target: d
  outputs:
    d: {type: duckdb, path: "{{ env_var('TRIAGE_WAREHOUSE') }}"}
""",
    "models/one.sql": "select 1 as n",
}  # fmt: skip

OVERRIDABLE = [table for table in rule_tables().values() if table.override]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    for name, text in PROJECT.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    monkeypatch.setattr(dbt, "PROJECT", folder)
    return folder


def test_a_manifest_is_parsed_again_only_when_a_model_changed(
    project: Path, tmp_path: Path
) -> None:
    before = set(project.rglob("*"))
    first = dbt.prepared_manifest(tmp_path / "denials.duckdb", tmp_path / "scratch")
    parsed_at = first.stat().st_mtime_ns
    again = dbt.prepared_manifest(tmp_path / "denials.duckdb", tmp_path / "scratch")
    assert (again, again.stat().st_mtime_ns) == (first, parsed_at)
    assert set(project.rglob("*")) == before

    (project / "models" / "two.sql").write_text("select 2 as n")
    changed = dbt.prepared_manifest(tmp_path / "denials.duckdb", tmp_path / "scratch")
    assert "model.small.two" in json.loads(changed.read_text())["nodes"]


def test_a_project_that_does_not_parse_is_told_in_four_parts(project: Path, tmp_path: Path) -> None:
    (project / "models" / "two.sql").write_text("select * from {{ ref('nowhere') }}")
    with pytest.raises(dbt.DbtError, match="nowhere"):
        dbt.prepared_manifest(tmp_path / "denials.duckdb", tmp_path / "scratch")


def test_a_row_that_breaks_its_table_of_rules_is_told(project: Path, tmp_path: Path) -> None:
    (project / "seeds").mkdir()
    rules = project / "seeds" / "rules.csv"
    (project / "seeds" / "rules.yml").write_text(
        "seeds: [{name: rules, columns: [{name: code, data_tests: [unique]}]}]"
    )
    rules.write_text("code,label\n1,one\n2,two\n")
    dbt.check_rules(tmp_path)
    assert dbt.rules_are_known_sound(tmp_path)
    rules.write_text("code,label\n1,one\n1,two\n")
    assert not dbt.rules_are_known_sound(tmp_path)
    with pytest.raises(dbt.DbtError, match="unique_rules_code"):
        dbt.check_rules(tmp_path)


def test_what_dbt_says_of_a_model_that_failed_stays_in_its_log(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    warehouse, scratch = tmp_path / "denials.duckdb", tmp_path / "scratch"
    monkeypatch.setenv("TRIAGE_WAREHOUSE", str(warehouse))
    (project / "models" / "two.sql").write_text(
        "{{ config(materialized='table') }} select cast('QX' || 'CANARY' as integer) as n"
    )
    manifest = dbt.prepared_manifest(warehouse, scratch)
    invocation = installed_dbt(dbt.EXECUTABLE).cli(
        ["--no-use-colors", "build"],
        manifest=manifest,
        target_path=tmp_path / "build",
        raise_on_error=False,
    )
    capfd.readouterr()
    events = list(events_of(invocation, 2))
    heard = capfd.readouterr()
    assert not invocation.is_successful()
    assert len(events) == 1
    assert (heard.out, heard.err) == ("", "")
    assert "QXCANARY" in (tmp_path / "build" / "dbt.log").read_text()


def test_a_failed_model_is_named_without_the_warehouse_s_words(tmp_path: Path) -> None:
    results = [
        {"unique_id": "model.denial_triage.fct_denials", "status": "error", "message": "CANARY"},
        {"unique_id": "model.denial_triage.fct_touches", "status": "success", "message": "OK"},
    ]
    (tmp_path / "run_results.json").write_text(json.dumps({"results": results}))
    home = init_home(tmp_path / "home", "cedar", "Cedar Creek")
    text = str(failure(home, tmp_path))
    assert "fct_denials" in text
    assert "fct_touches" not in text
    assert "CANARY" not in text


def test_a_model_that_the_disk_had_no_room_for_is_told_as_that(tmp_path: Path) -> None:
    message = "IO Error: Could not write file CANARY: No space left on device"
    results = [
        {"unique_id": "model.denial_triage.fct_denials", "status": "error", "message": message}
    ]
    (tmp_path / "run_results.json").write_text(json.dumps({"results": results}))
    home = init_home(tmp_path / "home", "cedar", "Cedar Creek")
    text = str(failure(home, tmp_path))
    assert "Free space on the disk" in text
    assert "CANARY" not in text


def model_named(manifest: dict[str, Any], name: str) -> dict[str, Any]:
    return manifest["nodes"][f"model.denial_triage.{name}"]


@pytest.mark.parametrize("table", OVERRIDABLE, ids=lambda table: table.name)
def test_a_table_a_practice_may_override_is_read_as_each_practice_has_it(
    table: RuleTable, manifest: dict[str, Any]
) -> None:
    model = model_named(manifest, f"int_rules__{table.name}")
    seed = manifest["nodes"][f"seed.denial_triage.{table.name}"]
    kinds = {"practice_id": "string"} | seed["config"]["column_types"]
    assert {name: column["data_type"] for name, column in model["columns"].items()} == kinds

    said = re.search(r"key=\[([^\]]*)\], columns=\{(.*?)\}", model["raw_code"], re.DOTALL)
    assert said
    assert tuple(re.findall(r"'(\w+)'", said[1])) == table.key
    columns = dict(re.findall(r"'(\w+)': '([^']+)'", said[2]))
    assert columns | {"rule_id": "string", "practice_id": "string"} == kinds


def test_no_model_reads_the_project_s_rows_where_a_practice_may_have_its_own(
    manifest: dict[str, Any],
) -> None:
    seeds = {f"seed.denial_triage.{table.name}": table.name for table in OVERRIDABLE}
    past = [
        f"{node['name']} reads {seeds[parent]}"
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
        for parent in node["depends_on"]["nodes"]
        if parent in seeds and node["name"] != f"int_rules__{seeds[parent]}"
    ]
    assert not past, "read int_rules__<table> and join it by practice"


def test_every_number_of_the_rules_is_a_column(manifest: dict[str, Any]) -> None:
    tables = rule_tables()
    names = {key[0] for name in ("thresholds", "packet_limits") for key in tables[name].rows}
    # those of causes are the scan's, those of edits the proof's and their days', which read the
    # table themselves
    elsewhere = {f"cause_{each.name}" for each in fields(Limits)}
    elsewhere |= {f"edit_{each.name}" for each in fields(ProofLimits)} | {edit_reviews.THRESHOLD}
    assert elsewhere < names
    columns = set(model_named(manifest, "int_rule_numbers")["columns"])
    assert columns == names - elsewhere | {"practice_id"}


@pytest.mark.parametrize("table", rule_tables().values(), ids=lambda table: table.name)
def test_a_table_of_rules_says_its_key_and_every_column(
    table: RuleTable, manifest: dict[str, Any]
) -> None:
    seed = manifest["nodes"][f"seed.denial_triage.{table.name}"]
    assert set(seed["columns"]) == set(seed["config"]["column_types"])
    assert {"rule_id", "decided_on", "reason"} <= set(seed["columns"])
    assert all(column["description"] for column in seed["columns"].values())
    tested = [
        node["test_metadata"]["kwargs"]["columns"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        and node["test_metadata"]["name"] == "unique_together"
        and node["attached_node"] == seed["unique_id"]
    ]
    assert tested == [list(table.key)], "one row a key"
    assert all(column.is_required for name, column in table.columns.items() if name in table.key)


def test_what_dbt_said_of_a_build_is_locked_with_the_home_s_key(tmp_path: Path) -> None:
    said = "Could not convert string 'QXCANARY'"
    for name in ("dbt.log", "run_results.json"):
        (tmp_path / name).write_text(said)
    lock_words(tmp_path, "")
    assert (tmp_path / "dbt.log").read_text() == said
    key = new_key()
    lock_words(tmp_path, key)
    for name in ("dbt.log", "run_results.json"):
        text = (tmp_path / name).read_text()
        assert "QXCANARY" not in text
        assert open_text(text, key, name) == said
    lock_words(tmp_path / "no build", key)
