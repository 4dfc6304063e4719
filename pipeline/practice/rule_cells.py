"""One cell of a practice's own rule: the text people write, as the warehouse holds it.

Takes a text and the column it stands in. Refuses by saying what the column may hold; the text
itself is never repeated, because people paste things into the wrong place.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from pipeline.practice.csv_files import iso_day
from pipeline.practice.rule_tables import Check, RuleColumn

EMPTIED = "(blank)"
"""What a person writes to empty a cell that the project has filled."""

_LONGEST_TEXT = 300
_DECIMAL = re.compile(r"decimal\((\d+),\s*(\d+)\)")
_NAMED = 40

Known = Callable[[str, str], frozenset[str]]
"""Values of a table's column, the practice's own rows included."""


def canonical(column: RuleColumn, text: str) -> str | None:
    """Return a cell as the warehouse reads it; None where it is not of the column's type."""
    if column.kind == "boolean":
        return text.lower() if text.lower() in ("true", "false") else None
    if column.kind == "integer":
        return str(int(text)) if re.fullmatch(r"-?[0-9]{1,9}", text) else None
    if column.kind == "date":
        return text if iso_day(text) else None
    if found := _DECIMAL.fullmatch(column.kind):
        return _number(text, int(found[1]), int(found[2]))
    return text if text.isprintable() and len(text) <= _LONGEST_TEXT else None


def expected_type(column: RuleColumn) -> str:
    """Say what a column's cells look like."""
    if column.kind == "boolean":
        return "true or false"
    if column.kind == "integer":
        return "a whole number"
    if column.kind == "date":
        return "a date such as 2026-12-25; format the column as text before Excel changes it"
    if found := _DECIMAL.fullmatch(column.kind):
        return f"a number such as 0.35, with a point and at most {found[2]} decimals"
    return f"one line of at most {_LONGEST_TEXT} characters"


def expected_instead(
    check: Check, value: str, row: Mapping[str, str | None], known: Known
) -> str | None:
    """Say what a test of the column expects instead; None where the value passes it."""
    if not check.is_asked_of(row):
        return None
    arguments = check.arguments
    if check.name == "accepted_values":
        return _one_of(frozenset(map(str, arguments["values"])), value)
    if check.name == "relationships":
        table, field = check.target
        values = known(table, field)
        return _one_of(values, value) if len(values) <= _NAMED else _in_table(table, values, value)
    if check.name == "within":
        low, high = arguments["at_least"], arguments["at_most"]
        inside = Decimal(low) <= Decimal(value) <= Decimal(high)
        return None if inside else f"a number from {low} to {high}"
    if check.name == "whole":
        return None if Decimal(value) == int(Decimal(value)) else "a whole number"
    return _of_text(check, value)


def _of_text(check: Check, value: str) -> str | None:
    arguments = check.arguments
    if check.name == "fits":
        most = arguments["letters"]
        return None if len(value) <= most else f"at most {most} characters"
    if check.name == "free_of":
        return _without(arguments["words"], value)
    if check.name == "matches":
        return None if re.fullmatch(arguments["pattern"], value) else _form(arguments["pattern"])
    return None


def _without(words: Sequence[str], value: str) -> str | None:
    found = any(word in value.lower() for word in words)
    return f"words without {' or '.join(map(repr, words))}" if found else None


def _one_of(values: frozenset[str], value: str) -> str | None:
    return None if value in values else f"one of: {', '.join(sorted(values))}"


def _in_table(table: str, values: frozenset[str], value: str) -> str | None:
    return None if value in values else f"a code that {table} holds"


def _form(pattern: str) -> str:
    return f"the code alone, without group, blanks or decimals (its form is {pattern})"


def _number(text: str, digits: int, decimals: int) -> str | None:
    whole = digits - decimals
    form = rf"-?[0-9]{{1,{whole}}}(\.[0-9]{{1,{decimals}}})?"
    return str(Decimal(text)) if re.fullmatch(form, text) else None
