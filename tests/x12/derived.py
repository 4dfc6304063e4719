"""What follows from the tables of one file, worked out a second time and in another way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal

Rows = dict[str, list[dict]]
"""Table to its rows of one file."""


def tally(values: Iterable[str | None]) -> str:
    """Write values and how often each stands, as ``expected.tsv`` does."""
    counts = Counter(value or "(blank)" for value in values)
    return ",".join(f"{value}:{counts[value]}" for value in sorted(counts))


def values(table: str, column: str) -> Callable[[Rows], str]:
    return lambda rows: tally(row[column] for row in rows[table])


def usd(amount: str | None) -> Decimal:
    return Decimal(amount or 0)


def unequal(rows: list[dict], adjusted: dict[int, Decimal]) -> int:
    """Count rows whose charge less adjustments is not what was paid."""
    return sum(
        usd(row["charge_usd"]) - adjusted[row["segment_number"]] != usd(row["paid_usd"])
        for row in rows
    )


def adjusted_by(rows: Rows, opener: str) -> dict[int, Decimal]:
    sums: defaultdict[int, Decimal] = defaultdict(Decimal)
    for row in rows["remittance_adjustments"]:
        sums[row[opener]] += usd(row["adjusted_usd"])
    return sums


def claims_oob(rows: Rows) -> int:
    return unequal(rows["remittance_claims"], adjusted_by(rows, "claim_segment"))


def lines_oob(rows: Rows) -> int:
    return unequal(rows["remittance_services"], adjusted_by(rows, "service_segment"))


def tx_oob(rows: Rows) -> int:
    left: defaultdict[int, Decimal] = defaultdict(Decimal)
    for sign, table, column in (
        *((1, "remittance_claims", "paid_usd"), (-1, "provider_adjustments", "amount_usd")),
        (-1, "remittance_payments", "payment_usd"),
    ):
        for row in rows[table]:
            left[row["transaction_segment"]] += sign * usd(row[column])
    return sum(amount != 0 for amount in left.values())


def claims_without_service(rows: Rows) -> int:
    with_service = {row["claim_segment"] for row in rows["remittance_services"]}
    return sum(row["segment_number"] not in with_service for row in rows["remittance_claims"])


def group_codes(rows: Rows) -> str:
    segments = {row["segment_number"]: row["group_code"] for row in rows["remittance_adjustments"]}
    return tally(segments.values())


def further_status(number: int) -> Callable[[Rows], int]:
    names = [f"{part}_code_{number}" for part in ("category", "status", "entity")]
    return lambda rows: sum(any(row[name] for name in names) for row in rows["status_events"])


def levels_of_traces(rows: Rows) -> list[str]:
    levels = {row["segment_number"]: row["level_code"] for row in rows["status_hierarchy"]}
    return [levels.get(row["hierarchy_segment"], "-") for row in rows["status_traces"]]


def claims_of_traces(rows: Rows) -> int:
    return sum(level in ("PT", "22", "23") for level in levels_of_traces(rows))


def blank_amounts(rows: Rows) -> int:
    both = rows["remittance_claims"] + rows["remittance_services"]
    return sum(row[name] is None for row in both for name in ("charge_usd", "paid_usd"))


DERIVED: dict[str, Callable[[Rows], str | int]] = {
    "st_types": values("transactions", "set_code"),
    "claims_oob": claims_oob,
    "lines_oob": lines_oob,
    "tx_oob": tx_oob,
    "blank_amounts": blank_amounts,
    "reversals22": lambda rows: sum(
        row["claim_status_code"] == "22" for row in rows["remittance_claims"]
    ),
    "clp_status": values("remittance_claims", "claim_status_code"),
    "cas_groups": group_codes,
    "claims_no_SVC": claims_without_service,
    "STC_cat": values("status_events", "category_code"),
    "STC10": further_status(2),
    "STC11": further_status(3),
    "claims_TRN2200D": claims_of_traces,
    "TRN_by_HL": lambda rows: tally(levels_of_traces(rows)),
    "AK9": values("ack_group_results", "acknowledgement_code"),
    "TA1_codes": values("interchange_acks", "acknowledgement_code"),
    "TA1_notes": values("interchange_acks", "note_code"),
    "CLM05_3": values("submitted_claims", "frequency_code"),
}
"""Column of ``expected.tsv`` to how it follows from the tables of one file."""
