"""Columns of the tables of ``raw`` that no X12 layout and no profile of lists names."""

FILE_TABLES = {
    "files": {
        "file_id": "varchar",
        "sha256": "varchar",
        "source_name": "varchar",
        "feed": "varchar",
        "format": "varchar",
        "byte_count": "bigint",
        "segment_count": "integer",
        "interchange_on": "date",
        "received_on": "date",
        "landed_at": "timestamp",
        "delivery_count": "integer",
        "outcome": "varchar",
    },
    "file_totals": {
        "file_id": "varchar",
        "claim_count": "integer",
        "charge_usd": "decimal(38,2)",
        "paid_usd": "decimal(38,2)",
        "line_count": "integer",
        "adjustment_count": "integer",
        "adjusted_usd": "decimal(38,2)",
        "provider_adjustment_count": "integer",
        "provider_adjusted_usd": "decimal(38,2)",
        "status_count": "integer",
        "submitted_count": "integer",
        "submitted_usd": "decimal(38,2)",
    },
    "segment_counts": {
        "file_id": "varchar",
        "segment_id": "varchar",
        "loaded_count": "integer",
        "ignored_count": "integer",
        "quarantined_count": "integer",
    },
    "findings": {
        "file_id": "varchar",
        "segment_number": "integer",
        "byte_offset": "bigint",
        "code": "varchar",
        "severity": "varchar",
        "problem": "varchar",
        "remedy": "varchar",
    },
    "quarantine": {
        "file_id": "varchar",
        "byte_offset": "bigint",
        "byte_count": "bigint",
        "first_segment": "integer",
        "code": "varchar",
    },
}

LIST_TABLES = {
    "worklist_rows": {
        "file_id": "varchar",
        "sheet_number": "integer",
        "row_number": "integer",
        "item_key": "varchar",
        "listed_on": "date",
        "owner_role": "varchar",
        "action": "varchar",
        "done_on": "date",
        "next_step": "varchar",
        "next_step_on": "date",
        "handed_to_role": "varchar",
    },
    "decision_rows": {
        "file_id": "varchar",
        "sheet_number": "integer",
        "row_number": "integer",
        "item_key": "varchar",
        "listed_on": "date",
        "usual_role": "varchar",
        "decision": "varchar",
        "owner_role": "varchar",
        "due_on": "date",
        "state": "varchar",
    },
}

RUN_TABLES = {
    "runs": {
        "run_id": "varchar",
        "as_of_on": "date",
        "started_at": "timestamp",
        "finished_at": "timestamp",
        "outcome": "varchar",
        "rules_digest": "varchar",
    },
}

SETTINGS_TABLES = {
    "settings_practices": {
        "name": "varchar",
        "time_zone": "varchar",
        "week_starts_on": "integer",
        "untouched_days": "integer",
        "hourly_rate_usd": "decimal(18,2)",
        "invented": "boolean",
    },
    "settings_payers": {
        "payer_id": "varchar",
        "name": "varchar",
        "deadline_rule_id": "varchar",
        "untouched_days": "integer",
        "is_per_diem": "boolean",
        "is_capitated": "boolean",
        "is_electronic": "boolean",
    },
    "settings_payer_aliases": {
        "payer_id": "varchar",
        "alias_kind": "varchar",
        "alias": "varchar",
    },
    "settings_clinicians": {
        "npi": "varchar",
        "initials": "varchar",
        "started_on": "date",
        "is_part2": "boolean",
    },
    "settings_locations": {
        "location_id": "varchar",
        "name": "varchar",
        "npi": "varchar",
        "is_part2": "boolean",
    },
    # Days are those of service, both included; the last one is empty while there is none.
    "settings_fees": {
        "payer_id": "varchar",
        "procedure_code": "varchar",
        "modifiers": "varchar",
        "allowed_usd": "decimal(18,2)",
        "per": "varchar",
        "from_on": "date",
        "through_on": "date",
    },
    "settings_enrollments": {
        "entity_kind": "varchar",
        "entity_id": "varchar",
        "payer_id": "varchar",
        "state": "varchar",
        "from_on": "date",
        "through_on": "date",
    },
    "settings_owners": {"owner_role": "varchar", "owner": "varchar"},
    "settings_holidays": {"holiday_on": "date"},
    # One row a cell: the tables of rules differ in their columns, and most rows decide few of them.
    "settings_rules": {
        "rule_table": "varchar",
        "rule_key": "varchar",
        "rule_id": "varchar",
        "column_name": "varchar",
        "value": "varchar",
    },
}
