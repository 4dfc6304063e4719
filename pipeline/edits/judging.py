"""The edits asked, each by its query of ``sql/``, and what they found as one table.

Takes a connection with every relation in it, and a plan. A query gives ``COLUMNS``; how grave a
finding is, is the lesser of what the edit may be and of what the query says. Refuses a query of
other columns: a fault of this room.
"""

from collections.abc import Iterator
from itertools import groupby

import duckdb

from pipeline.edits.plan import QUERIES, Edit, Plan
from pipeline.edits.relations import FOLDER, create_table, literal
from pipeline.practice.edit_templates import LEARNED, Template

COLUMNS = {
    "edit_id": "varchar",
    "claim_key": "varchar",
    "line_number": "integer",
    "segment_number": "integer",
    "field": "varchar",
    "found": "varchar",
    "wanted": "varchar",
    "why": "varchar",
    "at_most": "varchar",
}
"""What a query gives, one row a finding."""

FOUND = "found_by_edits"

_TYPES = {
    "codes": "varchar[]",
    "days": "integer",
    "count": "integer",
    "usd": "decimal(12,2)",
    "share": "decimal(9,4)",
    "yes_no": "boolean",
    "word": "varchar",
}
_EDIT = {
    "edit_id": "varchar",
    "payer_id": "varchar",
    "form": "varchar",
    "severity": "varchar",
    # Learnt edits each have conditions of their own: one of them stands in no other's place.
    "is_beside_others": "boolean",
}
_GRAVITY = "case {} when 'hold' then 3 when 'warn' then 2 else 1 end"


def judge(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Ask the edits of a plan; what they find stands in the table ``found_by_edits``."""
    create_table(connection, FOUND, COLUMNS | {"severity": "varchar", "template_id": "varchar"})
    view = (FOLDER / "judged.sql").read_text(encoding="utf-8")
    for template, edits in _by_template(plan):
        set_edits(connection, template, edits)
        connection.execute(f"create or replace temp view judged as {view}")
        query = (QUERIES / f"{template.template_id}.sql").read_text(encoding="utf-8")
        at_most, own = _GRAVITY.format("found.at_most"), _GRAVITY.format("edits.severity")
        connection.execute(
            f"insert into {FOUND} by name select {', '.join(f'found.{name}' for name in COLUMNS)}, "  # noqa: S608
            f"case when {at_most} < {own} then found.at_most else edits.severity end as severity, "
            f"'{template.template_id}' as template_id "
            f"from ({query}) as found inner join edits using (edit_id)"
        )


def _by_template(plan: Plan) -> Iterator[tuple[Template, list[Edit]]]:
    for _, edits in groupby(plan.edits, key=lambda edit: edit.template.template_id):
        some = list(edits)
        yield some[0].template, some


def set_edits(connection: duckdb.DuckDBPyConnection, template: Template, edits: list[Edit]) -> None:
    """Lay out the edits of a template as the table ``edits``, a column a parameter."""
    own = {name: _TYPES[parameter.kind] for name, parameter in template.parameters.items()}
    create_table(connection, "edits", _EDIT | own)
    for edit in edits:
        is_beside = template.template_id == LEARNED
        row = (edit.edit_id, edit.payer_id, template.form, edit.severity, is_beside)
        told = ", ".join(map(literal, (*row, *edit.values.values())))
        connection.execute(f"insert into edits values ({told})")  # noqa: S608
