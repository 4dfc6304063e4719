"""Rules of the house over the parsed dbt project."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("staging", "facts", "rollups", "packet")
MAY_READ = {
    "staging": {"source", "staging", "seed"},
    "facts": {"staging", "seed", "facts"},
    "rollups": {"facts", "rollups", "seed"},
    "packet": {"rollups", "facts", "packet", "seed"},
}
# A word anywhere in code; `now` only as a call.
CLOCK = re.compile(r"\b(current_date|current_timestamp|getdate|today|now|run_started_at)\b\s*\(?")
CODE_LITERAL = re.compile(
    r"\b(?:carc_code|rarc_code)\b\s*(?:=|<>|!=|\bin\b|\bnot\s+in\b)\s*\(?\s*'", re.IGNORECASE
)
TYPES = (
    ("_usd", re.compile(r"decimal\(\d+,\s*2\)")),
    ("_on", re.compile(r"date")),
    ("_at", re.compile(r"timestamp")),
    ("_count", re.compile(r"(big|small)?int(eger)?")),
)
# As X12 sends it, as TOML holds it, and means over weeks.
NAMED_OTHERWISE = {
    "unit_count", "week_starts_on", "expected_count", "usual_count", "typical_count",
}  # fmt: skip


def models(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]


def floor_of(node: dict[str, Any]) -> str:
    return node["fqn"][1] if node["resource_type"] == "model" else node["resource_type"]


def code_of(node: dict[str, Any]) -> str:
    return re.sub(r"--[^\n]*|/\*.*?\*/|\{#.*?#\}", " ", node["raw_code"], flags=re.DOTALL).lower()


def test_every_model_stands_on_a_floor(manifest: dict[str, Any]) -> None:
    assert {floor_of(model) for model in models(manifest)} == set(FLOORS)


def test_a_floor_reads_only_the_floors_below(manifest: dict[str, Any]) -> None:
    known = manifest["nodes"] | manifest["sources"]
    climbing = [
        f"{model['name']} reads {known[parent]['name']}"
        for model in models(manifest)
        for parent in model["depends_on"]["nodes"]
        if floor_of(known[parent]) not in MAY_READ[floor_of(model)]
    ]
    assert not climbing, "only staging reads sources, and nothing reads packet"


def test_no_model_reads_the_clock(manifest: dict[str, Any]) -> None:
    macros = [macro["macro_sql"] for macro in own_macros(manifest)]
    found = [
        (model["name"], clock.group())
        for model in models(manifest)
        if (clock := CLOCK.search(code_of(model)))
    ]
    assert not found, "the day of the build is the greatest as_of_on of raw.runs"
    assert not [sql for sql in macros if CLOCK.search(sql.lower())]


def test_a_code_is_a_row_of_a_seed_and_not_a_literal(manifest: dict[str, Any]) -> None:
    found = [model["name"] for model in models(manifest) if CODE_LITERAL.search(code_of(model))]
    assert not found, "put the rule into a seed, with its date and reason"


def test_names_tell_the_floor(manifest: dict[str, Any]) -> None:
    prefixes = {
        "staging": ("stg_",), "facts": ("int_", "fct_", "dim_"), "rollups": ("int_", "rlp_"),
        "packet": ("int_", "pkt_"),
    }  # fmt: skip
    wrong = [
        model["name"]
        for model in models(manifest)
        if not model["name"].startswith(prefixes[floor_of(model)])
    ]
    assert not wrong


def test_a_contract_names_type_and_meaning_of_every_column(manifest: dict[str, Any]) -> None:
    wrong = []
    for model in models(manifest):
        if floor_of(model) == "staging":
            continue
        # dbt holds no model in Python to a contract: tests/causes compares its columns
        is_held = model["config"]["contract"]["enforced"] or model["language"] == "python"
        if not is_held or not model["description"]:
            wrong.append(model["name"])
        wrong += [
            f"{model['name']}.{name}"
            for name, column in model["columns"].items()
            if not column["data_type"]
        ]
    assert not wrong


def test_a_column_s_name_tells_its_type(manifest: dict[str, Any]) -> None:
    wrong = [
        f"{model['name']}.{name} is {column['data_type']}"
        for model in models(manifest)
        for name, column in model["columns"].items()
        for ending, kind in TYPES
        if name.endswith(ending) and name not in NAMED_OTHERWISE and column["data_type"]
        and not kind.fullmatch(column["data_type"].lower())
    ]  # fmt: skip
    assert not wrong


def test_a_yes_or_no_is_called_is_or_has(manifest: dict[str, Any]) -> None:
    wrong = [
        f"{model['name']}.{name}"
        for model in models(manifest)
        for name, column in model["columns"].items()
        if (column["data_type"] or "").lower() == "boolean"
        and not name.startswith(("is_", "has_"))
        # a table of rules keeps the names that practices write into their own files
        and "rules" not in model["fqn"]
    ]
    assert not wrong


def test_each_table_people_read_has_a_test_of_its_grain(manifest: dict[str, Any]) -> None:
    tested = {
        parent
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        and "uniq" in (node.get("test_metadata") or {}).get("name", node["name"])
        for parent in node["depends_on"]["nodes"]
    }
    untested = [
        model["name"]
        for model in models(manifest)
        if model["name"].startswith(("fct_", "dim_", "rlp_", "pkt_"))
        and model["unique_id"] not in tested
    ]
    assert not untested, "say in the yml which columns are unique together"


def test_one_yml_stands_beside_each_model(manifest: dict[str, Any]) -> None:
    alone = [
        model["name"]
        for model in models(manifest)
        if not (ROOT / "dbt_project" / model["original_file_path"]).with_suffix(".yml").exists()
    ]
    assert not alone


def own_macros(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return [m for m in manifest["macros"].values() if m["package_name"] == "denial_triage"]


UNION = re.compile(r"\n\s*(?:\{\{.*)?union all.*\n")
CTE_END = re.compile(r"\n\),?\n")
STAR_OF_ONE = re.compile(r"^\s+\w+\.\*", re.MULTILINE)
BY_USING = re.compile(r"\busing \(")


def branches_of(sql: str) -> list[str]:
    """Return the selects that a union takes by place."""
    steps = CTE_END.split(sql)
    return [branch for step in steps if UNION.search(step) for branch in UNION.split(step)]


def has_star_beside_using(sql: str) -> bool:
    return any(STAR_OF_ONE.search(each) and BY_USING.search(each) for each in branches_of(sql))


def test_a_union_takes_no_star_beside_a_join_by_using(manifest: dict[str, Any]) -> None:
    # Spark puts the keys of the join first, and a union goes by place.
    found = [node["name"] for node in models(manifest) if has_star_beside_using(code_of(node))]
    assert found == []


@pytest.mark.parametrize(("join", "is_found"), [("using (k)", True), ("on a.k = b.k", False)])
def test_a_star_beside_using_in_a_union_is_found(join: str, is_found: bool) -> None:
    one, other = "    select *\n    from c", "    select\n        a.*\n    from a"
    step = f"x as (\n\n{one}\n    union all\n{other}\n    inner join b {join}\n\n)\n"
    assert has_star_beside_using(step) is is_found
    assert not has_star_beside_using(step.replace("union all", "where true"))
