"""What the practice sent before and what came of it, out of the published warehouse.

Takes a connection and the published copy. Without one, or from one that another version made, the
same relations are there, empty. Refuses to write to it.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipeline.edits.relations import create_table
from pipeline.resources.databases import attach_to_read

FOLDER = Path(__file__).parent / "history"

_TEXT, _DAY, _USD, _INT = "varchar", "date", "decimal(18,2)", "integer"
_KINDS = {"units": "decimal(12,3)", "line_number": _INT, "is_noise": "boolean"}
_ENDINGS = {"_on": _DAY, "_usd": _USD}

HISTORY: Mapping[str, tuple[str, ...]] = {
    "history_claims": (
        "submission_id", "claim_id", "claim_number", "patient_token", "member_mask",
        "frequency_code", "original_reference", "payer_id", "payer_sequence", "service_from_on",
        "service_to_on", "submitted_on", "charge_usd", "billing_npi", "rendering_npi",
        "location_id", "transaction_digest", "known_on",
    ),
    "history_lines": (
        "submission_id", "claim_id", "claim_number", "line_number", "patient_token",
        "frequency_code", "payer_id", "payer_sequence", "submitted_on", "procedure_code",
        "modifiers", "revenue_code", "units", "place_of_service", "service_on", "charge_usd",
        "rendering_npi", "location_id", "transaction_digest", "known_on",
    ),
    "history_statuses": (
        "claim_id", "claim_number", "payer_id", "status_on", "category_code", "status_code",
        "entity_code", "outcome", "payer_claim_number", "known_on",
    ),
    "history_answers": (
        "adjudication_id", "claim_id", "claim_number", "lineage_id", "patient_token",
        "payer_claim_number", "payer_id", "payer_sequence", "claim_status_code", "remit_on",
        "service_from_on", "charge_usd", "paid_usd", "outcome", "is_noise", "reversed_on",
        "known_on",
    ),
    "history_decided_texts": (
        "adjudication_id", "claim_id", "payer_id", "submission_id", "outcome", "reversed_on",
        "known_on",
    ),
    "history_answer_lines": (
        "adjudication_id", "line_number", "claim_id", "claim_number", "payer_id",
        "procedure_code", "modifiers", "service_on", "units", "charge_usd", "paid_usd",
        "allowed_usd", "outcome", "denied_usd", "remit_on", "known_on",
    ),
    "history_remarks": (
        "claim_id", "payer_id", "adjudication_id", "line_number", "rarc_code", "remit_on",
        "known_on",
    ),
    "history_denials": (
        "denial_id", "claim_id", "claim_number", "patient_token", "line_number", "payer_id",
        "payer_sequence", "procedure_code", "modifiers", "place_of_service", "service_on",
        "rendering_npi", "location_id", "remit_on", "opened_on", "closed_on", "close_reason",
        "is_noise", "carc_code", "rarc_code", "category", "denied_usd", "known_on",
    ),
    "history_voids": ("claim_id", "payer_id", "dated_on", "known_on"),
    "history_words": (
        "claim_id", "payer_id", "known_on", "until_on", "outcome", "adjudication_id",
    ),
    "history_replacements": ("claim_id", "payer_id", "returned_on", "known_on"),
    "history_authorizations": ("submission_id", "line_number", "reference_token", "known_on"),
    "history_visit_notes": (
        "file_id", "claim_number", "member_token", "payer_id", "service_on", "procedure_code",
        "rendering_npi", "note_status", "known_on",
    ),
}  # fmt: skip
"""Each relation of the past and its columns. A query reads of them only what was known before the
claim's ``judged_on``."""

OPTIONAL: Mapping[str, str] = {
    "note_status": "select 1 from history_visit_notes where note_status is not null limit 1",
}
"""What of the past a template may need beside the claims sent, and where a row of it shows."""

MADE_BY_ANOTHER = "the published warehouse was made by another version; triage run mends it"
NOT_PUBLISHED = "no run has published a warehouse yet"


def without_history(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the relations of the past without a row."""
    for name, columns in HISTORY.items():
        create_table(connection, name, {column: _kind(column) for column in columns})


def with_history(connection: duckdb.DuckDBPyConnection, path: Path, key: str) -> str:
    """Let the relations of the past read a published copy; return why not, or an empty text.

    Raises:
        duckdb.Error: The copy cannot be opened.
    """
    without_history(connection)
    if not path.is_file():
        return NOT_PUBLISHED
    attach_to_read(connection, path, key)
    return see_history(connection)


def kept(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return what of ``OPTIONAL`` the relations of the past hold."""
    return frozenset(
        need for need, query in OPTIONAL.items() if connection.execute(query).fetchall()
    )


def see_history(connection: duckdb.DuckDBPyConnection) -> str:
    """Do the same in a connection that has the warehouse attached already."""
    made = {}
    for name in HISTORY:
        query = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
        try:
            connection.execute(f"create or replace temp view probe as {query}")
        except (duckdb.CatalogException, duckdb.BinderException):
            return MADE_BY_ANOTHER
        made[name] = query
    for name, query in made.items():
        connection.execute(f"drop table {name}")
        connection.execute(f"create temp view {name} as {query}")
    return ""


def _kind(column: str) -> str:
    ending = column[column.rfind("_") :] if "_" in column else ""
    return _KINDS.get(column) or _ENDINGS.get(ending, _TEXT)
