"""Settings as tables, so that SQL reads them like any other fact.

Takes one practice and replaces its rows, all tables in one transaction. Refuses nothing: what is
wrong was refused when the home was opened.
"""

from collections.abc import Sequence

import duckdb

from pipeline.practice import Payer, Practice, payer_aliases
from pipeline.practice.edit_templates import as_text
from pipeline.raw_columns import SETTINGS_TABLES
from pipeline.raw_tables import create_raw_tables
from pipeline.resources.warehouse import transaction

Rows = Sequence[Sequence[object]]

# A practice that copied whole tables of rules has thousands of cells; a statement each takes 1 ms.
ROWS_AT_ONCE = 500


def replace_settings(connection: duckdb.DuckDBPyConnection, practice: Practice) -> None:
    """Write the settings tables of a practice anew."""
    create_raw_tables(connection)
    rows = settings_rows(practice)
    with transaction(connection):
        for table, columns in SETTINGS_TABLES.items():
            connection.execute(
                f"delete from raw.{table} where practice_id = ?",  # noqa: S608
                [practice.practice_id],
            )
            named = ", ".join(["practice_id", *columns])
            marks = f"({', '.join('?' * (len(columns) + 1))})"
            for start in range(0, len(rows[table]), ROWS_AT_ONCE):
                some = rows[table][start : start + ROWS_AT_ONCE]
                connection.execute(
                    f"insert into raw.{table} ({named}) "  # noqa: S608
                    f"values {', '.join([marks] * len(some))}",
                    [value for row in some for value in (practice.practice_id, *row)],
                )


def settings_rows(practice: Practice) -> dict[str, Rows]:
    """Return the rows of each settings table, without ``practice_id``, in column order."""
    return {
        "settings_practices": [_practice_row(practice)],
        "settings_payers": [_payer_row(practice, payer) for payer in practice.payers],
        "settings_payer_aliases": sorted(
            {
                (payer.id, kind, alias)
                for payer in practice.payers
                for _, kind, alias in payer_aliases(payer)
                if alias
            }
        ),
        "settings_clinicians": [
            (one.npi, one.initials, one.started_on, one.is_part2) for one in practice.clinicians
        ],
        "settings_locations": [
            (one.id, one.name, one.npi, one.is_part2) for one in practice.locations
        ],
        "settings_owners": list(practice.settings.owners.items()),
        "settings_holidays": [(day,) for day in practice.settings.practice.holidays],
        "settings_rules": [
            (rule.table, ":".join(rule.key), rule.rule_id, column, value)
            for rule in practice.rules
            for column, value in rule.cells.items()
        ],
        **_contract_rows(practice),
        **_edit_rows(practice),
    }


def _edit_rows(practice: Practice) -> dict[str, Rows]:
    """Return the rows of its edits; what a row left empty is the template's already."""
    return {
        "settings_edits": [
            (
                edit.edit_id,
                edit.template_id,
                edit.payer_id or None,
                edit.severity,
                edit.category,
                edit.owner_role,
                edit.since_on,
                edit.adopted_on,
                edit.adopted_by_role,
                edit.evidence_id or None,
                edit.reason,
                edit.starts_on,
                edit.review_on,
                edit.expires_on,
            )
            for edit in practice.edits
        ],
        "settings_edit_parameters": [
            (edit.edit_id, parameter, as_text(value))
            for edit in practice.edits
            for parameter, value in edit.parameters.items()
        ],
    }


def _contract_rows(practice: Practice) -> dict[str, Rows]:
    return {
        "settings_fees": [
            (
                fee.payer_id,
                fee.procedure_code,
                fee.modifiers,
                fee.allowed_usd,
                fee.per,
                fee.period.from_on,
                fee.period.through_on,
            )
            for fee in practice.contracts.fees
        ],
        "settings_enrollments": [
            (*one.key, one.period.from_on, one.period.through_on)
            for one in practice.contracts.enrollments
        ],
    }


def _practice_row(practice: Practice) -> Sequence[object]:
    thresholds = practice.settings.thresholds
    return (
        practice.name,
        practice.time_zone,
        practice.week_starts_on,
        thresholds.untouched_days,
        thresholds.hourly_rate_usd,
        practice.invented,
    )


def _payer_row(practice: Practice, payer: Payer) -> Sequence[object]:
    return (
        payer.id,
        payer.name,
        payer.deadline_rule,
        practice.untouched_days(payer),
        payer.is_per_diem,
        payer.is_capitated,
        payer.is_electronic,
    )
