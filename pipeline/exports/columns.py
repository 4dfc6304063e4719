"""The columns of ``practice_export_rows``, whatever the product: data, refuses nothing.

What a fact needs is here: claims and charges not sent yet, open balances, the last time anybody did
something, what the contract allows, clinicians, locations. Left out on purpose: names, birth dates,
addresses, diagnoses and notes (they never leave the reader); staff who own a claim, because owners
come from rules and worklists; plan and group names; copay, coinsurance and deductible, which the
remittance tells with its codes; authorisation numbers; what was invoiced to the patient.
"""

from enum import StrEnum

import pyarrow as pa


class Kind(StrEnum):
    """What a column holds, and so which of the readers of cells reads it."""

    NAME = "name"
    REFERENCE = "reference"
    CODE = "code"
    CODES = "codes"
    REASON = "reason"
    NPI = "npi"
    STATUS = "status"
    DATE = "date"
    MONEY = "money"
    UNITS = "units"
    BOOLEAN = "boolean"
    NUMBER = "number"
    PRIVATE = "private"


TABLE = "practice_export_rows"

KEYS: dict[str, Kind] = {
    "file_id": Kind.CODE,
    "row_number": Kind.NUMBER,
    "sheet_number": Kind.NUMBER,
    "profile_id": Kind.CODE,
    "extract": Kind.CODE,
}
"""Which row of which sheet, and the profile that read it; no profile may fill these."""

COLUMNS: dict[str, Kind] = {
    "claim_number": Kind.REFERENCE,
    "payer_claim_number": Kind.REFERENCE,
    "clearinghouse_reference": Kind.REFERENCE,
    "charge_number": Kind.REFERENCE,
    "encounter_number": Kind.REFERENCE,
    "line_control_number": Kind.REFERENCE,
    "payment_reference": Kind.REFERENCE,
    "payer_name": Kind.NAME,
    "payer_identifier": Kind.NAME,
    "secondary_payer_name": Kind.NAME,
    "member_id": Kind.PRIVATE,
    "service_on": Kind.DATE,
    "service_to_on": Kind.DATE,
    "created_on": Kind.DATE,
    "submitted_on": Kind.DATE,
    "last_submitted_on": Kind.DATE,
    "adjudicated_on": Kind.DATE,
    "remit_on": Kind.DATE,
    "status_on": Kind.DATE,
    "last_activity_on": Kind.DATE,
    "next_action_on": Kind.DATE,
    "status": Kind.STATUS,
    "claim_status_code": Kind.CODE,
    "status_category_code": Kind.CODE,
    "status_code": Kind.CODE,
    "frequency_code": Kind.CODE,
    "procedure_code": Kind.CODE,
    "modifiers": Kind.CODES,
    "place_of_service": Kind.CODE,
    "units": Kind.UNITS,
    "billed_usd": Kind.MONEY,
    "unbilled_usd": Kind.MONEY,
    "expected_allowed_usd": Kind.MONEY,
    "allowed_usd": Kind.MONEY,
    "insurance_paid_usd": Kind.MONEY,
    "insurance_balance_usd": Kind.MONEY,
    "patient_usd": Kind.MONEY,
    "patient_paid_usd": Kind.MONEY,
    "patient_balance_usd": Kind.MONEY,
    "write_off_usd": Kind.MONEY,
    "contract_adjustment_usd": Kind.MONEY,
    "adjusted_usd": Kind.MONEY,
    "group_code": Kind.CODE,
    "carc_code": Kind.REASON,
    "rarc_codes": Kind.CODES,
    "rendering_npi": Kind.NPI,
    "rendering_name": Kind.PRIVATE,
    "supervisor_npi": Kind.NPI,
    "billing_npi": Kind.NPI,
    "location_name": Kind.NAME,
    "location_npi": Kind.NPI,
    "note_status": Kind.NAME,
    "submission_method": Kind.NAME,
    "is_in_network": Kind.BOOLEAN,
}
"""What a profile may fill."""

PRIVATE = frozenset(name for name, kind in COLUMNS.items() if kind is Kind.PRIVATE)
"""Columns that name a person: whoever stores the table puts a token in the place of each."""

STATUSES = (
    "not_submitted",
    "submitted",
    "accepted",
    "rejected",
    "pended",
    "information_requested",
    "denied",
    "partly_paid",
    "paid",
    "patient_balance",
    "closed",
    "other",
)
"""Our words for where a claim stands; ``other`` also for words that a profile does not know."""

EXTRACTS = (
    "claim_status",
    "claims_ar",
    "remittance",
    "appointment_status",
    "aging_summary",
    "billing_transactions",
    "charges_export",
    "payments_export",
)
"""What kinds of lists there are."""

USD = pa.decimal128(18, 2)

_TYPES = {
    Kind.DATE: pa.date32(),
    Kind.MONEY: USD,
    Kind.UNITS: USD,
    Kind.BOOLEAN: pa.bool_(),
    Kind.NUMBER: pa.int32(),
}

SCHEMA = pa.schema(
    [(name, _TYPES.get(kind, pa.string())) for name, kind in (KEYS | COLUMNS).items()]
)
