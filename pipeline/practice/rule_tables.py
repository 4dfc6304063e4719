"""The tables of rules as the project has them: their rows, and what each cell may hold.

Reads a seed and the yml beside it, which is also what dbt tests the seed by: so a practice's own
row is held to the very tests of the project's rows. Refuses nothing: a table that is not there has
no keys.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"

_REFERENCE = re.compile(r"ref\('(\w+)'\)")
_WHERE = re.compile(r"(\w+) (not in|in) \(('[^']*'(?:, '[^']*')*)\)")

Row = dict[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """On which rows a test is asked: those whose column holds one of some values, or none."""

    column: str
    values: frozenset[str]
    negated: bool

    def holds(self, row: Mapping[str, str | None]) -> bool:
        """Tell whether the test is asked of this row."""
        return ((row.get(self.column) or "") in self.values) is not self.negated


@dataclass(frozen=True, slots=True)
class Check:
    """One test of a column: dbt's name for it and its arguments."""

    name: str
    arguments: Mapping[str, Any]
    condition: Condition | None

    def is_asked_of(self, row: Mapping[str, str | None]) -> bool:
        """Tell whether the test is asked of this row."""
        return self.condition is None or self.condition.holds(row)

    @property
    def target(self) -> tuple[str, str]:
        """Table and column that a ``relationships`` test looks into."""
        found = _REFERENCE.fullmatch(self.arguments["to"])
        return (found[1] if found else "", self.arguments["field"])


@dataclass(frozen=True, slots=True)
class RuleColumn:
    """One column of a table of rules.

    Attributes:
        kind: Its type in the warehouse, such as ``string`` or ``decimal(12,4)``.
        is_required: Whether no row may leave it empty.
        kept: Why a practice may not change it in a row of the project; empty when it may.
        checks: Tests of its value.
    """

    name: str
    kind: str
    is_required: bool
    kept: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class RuleTable:
    """One table of rules.

    Attributes:
        key: Columns that name a row.
        prefix: What a ``rule_id`` starts with; the key follows, joined by colons.
        override: ``rows`` where a practice may change and add rows, ``values`` where it may only
            change those there are, empty where it may do neither.
        shared: Why it may do neither.
        fixed: First key column to the reason why this row is the same for every practice.
        ascending: Lists of columns whose values may not fall from left to right.
        rows: The project's rows by their key.
    """

    name: str
    key: Key
    prefix: str
    override: str
    shared: str
    fixed: Mapping[str, str]
    columns: Mapping[str, RuleColumn]
    ascending: tuple[Key, ...]
    rows: Mapping[Key, Row]

    def rule_id(self, key: Key) -> str:
        """Return the name of a row, such as ``carc:97``."""
        return ":".join((self.prefix, *key))


def rule_keys(table: str) -> frozenset[str]:
    """Return the values of the first column of a rule table."""
    return frozenset(next(iter(row.values())) for row in _rows(table))


def rule_values(table: str, column: str) -> frozenset[str]:
    """Return the values of one column of a rule table."""
    return frozenset(row[column] for row in _rows(table))


def rule_tables() -> dict[str, RuleTable]:
    """Return every table of rules by its name."""
    return {path.stem: rule_table(path.stem) for path in sorted(SEEDS.glob("*.yml"))}


def rule_table(name: str) -> RuleTable:
    """Return one table of rules, as it stands in the checkout."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (SEEDS / f"{name}.yml").read_text(encoding="utf-8")
    told = yaml.load(text, Loader=loader)["seeds"][0]  # noqa: S506 - a safe loader either way
    meta = told["config"]["meta"]
    key = tuple(meta["key"])
    tests = {column["name"]: column for column in told["columns"]}
    return RuleTable(
        name=name,
        key=key,
        prefix=meta["rule_id"],
        override=meta.get("override", ""),
        shared=meta.get("shared", ""),
        fixed=meta.get("fixed", {}),
        columns={
            column: _column(column, kind, tests.get(column, {}))
            for column, kind in told["config"]["column_types"].items()
        },
        ascending=tuple(
            tuple(check.arguments["columns"])
            for check in _checks(told["data_tests"])
            if check.name == "ascending"
        ),
        rows={tuple(row[column] for column in key): row for row in _rows(name)},
    )


def _column(name: str, kind: str, told: Mapping[str, Any]) -> RuleColumn:
    checks = tuple(_checks(told.get("data_tests", [])))
    return RuleColumn(
        name=name,
        kind=kind,
        is_required=any(check.name == "not_null" for check in checks),
        kept=told.get("config", {}).get("meta", {}).get("kept", ""),
        checks=checks,
    )


def _checks(tests: list[Any]) -> Iterator[Check]:
    for test in tests:
        name, told = (test, {}) if isinstance(test, str) else next(iter(test.items()))
        where = told.get("config", {}).get("where")
        yield Check(name, told.get("arguments", {}), _condition(where) if where else None)


def _condition(where: str) -> Condition:
    found = _WHERE.fullmatch(where)
    if found is None:
        unread = f"a test of a seed is asked where {where!r}; write: column in ('one', 'other')"
        raise ValueError(unread)
    values = frozenset(re.findall(r"'([^']*)'", found[3]))
    return Condition(found[1], values, negated=found[2] == "not in")


def _rows(table: str) -> list[dict[str, str]]:
    path = SEEDS / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        return [{name: cell.strip() for name, cell in row.items()} for row in rows]
