"""From tables to a table: practices apart, words for codes, weeks as days."""

from __future__ import annotations

import csv
import datetime as dt

import pyarrow as pa
import yaml

from pipeline.causes import FIELDS
from pipeline.causes.tables import FOUND, found_causes
from tests.causes.made_lines import THRESHOLDS

FIRST = dt.date(2026, 1, 7)
"""A Wednesday: a practice's week starts when it says."""
YML = THRESHOLDS.parents[1] / "models" / "rollups" / "int_cause_scan.yml"
KINDS = {"string": pa.string(), "date": pa.date32(), "int": pa.int32(), "double": pa.float64()}
SEEN = pa.schema(
    [
        pa.field("practice_id", pa.string()),
        pa.field("packet_week", pa.date32()),
        *(pa.field(name, pa.string()) for name in FIELDS),
        pa.field("category", pa.string()),
        pa.field("is_event", pa.bool_()),
    ]
)


def week(number: int) -> dt.date:
    return FIRST + dt.timedelta(weeks=number)


def line(practice: str, number: int, payer: str | None, *, is_denied: bool = False) -> dict:
    told = {"category": "authorization", "is_event": True} if is_denied else {"is_event": False}
    return {"practice_id": practice, "packet_week": week(number), "payer_id": payer, **told}


def season(practice: str, payer: str, weeks: int = 20) -> list[dict]:
    lines = [
        line(practice, n, None, is_denied=each == 0) for n in range(weeks) for each in range(40)
    ]
    lines += [line(practice, n, payer) for n in range(weeks) for each in range(20)]
    return lines + [line(practice, weeks - 1, payer, is_denied=True) for _ in range(4)]


def thresholds(*practices: str) -> pa.Table:
    with THRESHOLDS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return pa.table(
        {
            "practice_id": [name for name in practices for _ in rows],
            "name": [row["name"] for _ in practices for row in rows],
            "value": [float(row["value"]) for _ in practices for row in rows],
        }
    )


def found(lines: list[dict], weeks: range, *practices: str) -> list[dict]:
    asked = [(name, week(number)) for name in practices for number in weeks]
    told = pa.table(
        {"practice_id": [name for name, _ in asked], "packet_week": [day for _, day in asked]},
        schema=pa.schema([SEEN.field("practice_id"), SEEN.field("packet_week")]),
    )
    table = pa.Table.from_pylist(lines, schema=SEEN)
    return found_causes(table, told, thresholds(*practices)).to_pylist()


def test_a_cause_stands_in_words_in_the_week_in_which_it_was_known() -> None:
    (row,) = found(season("cedar", "acme"), range(20), "cedar")
    assert (row["practice_id"], row["packet_week"], row["cause_rank"]) == ("cedar", week(19), 1)
    assert (row["category"], row["payer_id"], row["procedure_code"]) == (
        "authorization", "acme", None,
    )  # fmt: skip
    assert (row["since_on"], row["event_count"], row["line_count"]) == (week(19), 4, 24)


def test_a_practice_is_told_what_it_is_told_alone() -> None:
    both = season("cedar", "acme") + season("oak", "zenith", 18)
    together = found(both, range(20), "cedar", "oak")
    alone = found(season("cedar", "acme"), range(20), "cedar")
    assert [row for row in together if row["practice_id"] == "cedar"] == alone
    assert {row["payer_id"] for row in together if row["practice_id"] == "oak"} == {"zenith"}


def test_without_a_line_or_with_a_short_history_there_is_no_row() -> None:
    assert found([], range(20), "cedar") == []
    assert found(season("cedar", "acme", 10), range(10), "cedar") == []


def test_weeks_before_the_first_answer_are_asked_without_harm() -> None:
    assert len(found(season("cedar", "acme"), range(-3, 20), "cedar")) == 1


def test_the_model_s_description_names_the_columns_that_the_scan_gives() -> None:
    (model,) = yaml.safe_load(YML.read_text("utf-8"))["models"]
    described = {column["name"]: KINDS[column["data_type"]] for column in model["columns"]}
    assert described == {field.name: field.type for field in FOUND}
    assert list(described) == FOUND.names
