"""A table of rules as one practice has it: the project's rows, and its own over and beside them.

Takes the practice's own rows, which were found sound. The models do the same in SQL
(``macros/effective_rules.sql``). Refuses nothing.
"""

from collections.abc import Sequence

from pipeline.practice.rule_overrides import RuleOverride
from pipeline.practice.rule_tables import RuleTable

Cells = dict[str, str | None]


def effective_rows(table: RuleTable, overrides: Sequence[RuleOverride]) -> list[Cells]:
    """Return the rows by key, with None for an empty cell; the practice's cells stand first."""
    rows: dict[tuple[str, ...], Cells] = {
        key: {column: row[column] or None for column in table.columns}
        for key, row in table.rows.items()
    }
    for rule in overrides:
        if rule.table == table.name:
            project = rows.get(rule.key, dict.fromkeys(table.columns))
            rows[rule.key] = project | dict(rule.cells) | {"rule_id": rule.rule_id}
    return [rows[key] for key in sorted(rows)]
