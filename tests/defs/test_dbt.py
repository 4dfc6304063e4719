"""dbt as this house calls it: parsed once a state of the project, nothing left in the checkout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.defs.transform.assets import failure
from pipeline.resources import dbt

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


def test_a_row_that_breaks_its_table_of_rules_is_told(project: Path) -> None:
    (project / "seeds").mkdir()
    rules = project / "seeds" / "rules.csv"
    (project / "seeds" / "rules.yml").write_text(
        "seeds: [{name: rules, columns: [{name: code, data_tests: [unique]}]}]"
    )
    rules.write_text("code,label\n1,one\n2,two\n")
    dbt.check_rules()
    rules.write_text("code,label\n1,one\n1,two\n")
    with pytest.raises(dbt.DbtError, match="unique_rules_code"):
        dbt.check_rules()


def test_a_failed_model_is_named_without_the_warehouse_s_words(tmp_path: Path) -> None:
    results = [
        {"unique_id": "model.denial_triage.fct_denials", "status": "error", "message": "CANARY"},
        {"unique_id": "model.denial_triage.fct_touches", "status": "success", "message": "OK"},
    ]
    (tmp_path / "run_results.json").write_text(json.dumps({"results": results}))
    text = str(failure(tmp_path))
    assert "fct_denials" in text
    assert "fct_touches" not in text
    assert "CANARY" not in text
