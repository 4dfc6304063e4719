"""What the edits found and which claims they could not judge, with places in the files.

Takes a connection in which the edits were asked. Gives rows in one order: by file, place, edit.
Refuses nothing. No row holds a name, a birth date or a member's number; a claim is told by its own.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from pipeline.edits.judging import FOUND
from pipeline.edits.plan import Plan
from pipeline.practice.edit_templates import HOLD, INFO, WARN
from pipeline.x12.segment_offsets import offsets_of
from pipeline.x12.windows import Bytes

# A hold costs days; in the two weeks before the filing limit it can cost the claim. 2026-11-30.
URGENT_DAYS = 14

_CLAIMS = """
select
    claims.claim_key, claims.file_id, claims.claim_number, claims.charge_usd,
    claims.transaction_digest, claims.claim_position,
    clocks.limit_on as filing_limit_on
from claims left join filing_clocks as clocks using (claim_key)
"""

_FINDINGS = f"""
select
    found.edit_id, found.template_id, found.severity, claims.file_id, claims.claim_number,
    claims.claim_key, claims.charge_usd, claims.transaction_digest, claims.claim_position,
    found.line_number, found.segment_number, found.field, found.found, found.wanted, found.why,
    claims.filing_limit_on
from {FOUND} as found
inner join ({_CLAIMS}) as claims using (claim_key)
order by claims.file_id, found.segment_number, claims.claim_position, found.line_number nulls first,
    found.edit_id, found.field, found.found
"""  # noqa: S608

_UNCHECKED = f"""
select claims.file_id, claims.claim_number, claims.claim_key, claims.charge_usd,
    claims.transaction_digest, claims.claim_position, unchecked.segment_number, unchecked.reason
from unchecked
inner join ({_CLAIMS}) as claims using (claim_key)
order by claims.file_id, claims.claim_position, claims.claim_key
"""  # noqa: S608

REASONS = {
    "bad_money": "an amount in it is no amount",
    "bad_date": "a date in it is no date",
    "bad_number": "a number in it is no whole number",
    "extra_groups": "a segment of it has more groups of elements than are read",
    "bad_segment": "a segment of it cannot be read",
    "cut_segment": "the file is cut inside it",
    "oversized_segment": "a segment of it is longer than any that is read",
    "missing_segment_ends": "its segments have lost their ends",
    "cut_set": "the set it stands in has no end; the file is cut",
    "too_many_faults": "the file has more faults than are listed",
    "dental_claim": "it is a dental claim",
    "other_version": "it is not of version 005010",
    "no_claim_number": "it has no claim number (CLM01)",
    "no_payer": "no payer is named (NM1*PR)",
    "no_member": "no member number is given (NM1*IL)",
    "no_charge": "it has no charge (CLM02)",
    "no_frequency": "it does not say what it is: first, replacement or void (CLM05-3)",
    "no_line": "it has no service line (SV1, SV2)",
}
"""Why a claim was not judged, by what ``unchecked`` calls it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an edit says of a claim.

    Attributes:
        claim_key: Names the claim within this judging.
        transaction_digest: With ``claim_position``, names the claim when it has been sent.
        claim_position: Segments between ST and CLM.
        line_number: Of the service line, from 1; None for the claim.
        segment_number: In the file, from 1.
        byte_offset: First byte of the segment, from 0; None where there is no file.
        severity: ``hold``, ``warn`` or ``info``.
        is_urgent: A hold with fewer than 14 days to the payer's filing limit, by the clock of E15;
            never where that clock is not known.
        owner_role: Who can mend it.
        carc_codes: Reason codes with which payers deny such a claim.
    """

    file_id: str
    claim_key: str
    claim_number: str
    charge_usd: Decimal
    transaction_digest: str
    claim_position: int
    line_number: int | None
    segment_number: int
    byte_offset: int | None
    edit_id: str
    template_id: str
    severity: str
    is_urgent: bool
    field: str
    found: str
    wanted: str
    why: str
    owner_role: str
    carc_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UncheckedClaim:
    """A claim that could not be judged, and why; ``claim_number`` may be missing."""

    file_id: str
    claim_key: str
    claim_number: str | None
    charge_usd: Decimal | None
    transaction_digest: str | None
    claim_position: int
    segment_number: int
    byte_offset: int | None
    reason: str


def findings(
    connection: duckdb.DuckDBPyConnection,
    plan: Plan,
    as_of_on: dt.date,
    data: Mapping[str, Bytes],
) -> tuple[Finding, ...]:
    """Return what the edits of a plan found.

    Args:
        connection: In which they were asked.
        plan: Of them.
        as_of_on: Day of sending.
        data: Bytes of the files by id; without them no place in a file is told.
    """
    rows = _rows(connection, _FINDINGS)
    places = _places(rows, data)
    edits = {edit.edit_id: edit for edit in plan.edits}
    urgent_before = as_of_on + dt.timedelta(days=URGENT_DAYS)
    return tuple(
        Finding(
            byte_offset=places.get((row["file_id"], row["segment_number"])),
            is_urgent=row["severity"] == HOLD and bool(limit and limit < urgent_before),
            owner_role=edits[row["edit_id"]].owner_role,
            carc_codes=edits[row["edit_id"]].template.carc_codes,
            **row,
        )
        for row in rows
        for limit in (row.pop("filing_limit_on"),)
    )


def unchecked_claims(
    connection: duckdb.DuckDBPyConnection, data: Mapping[str, Bytes]
) -> tuple[UncheckedClaim, ...]:
    """Return the claims that were not judged."""
    rows = _rows(connection, _UNCHECKED)
    places = _places(rows, data)
    return tuple(
        UncheckedClaim(
            byte_offset=places.get((row["file_id"], row["segment_number"])),
            reason=REASONS[row.pop("reason")],
            **row,
        )
        for row in rows
    )


def gravest(found: Sequence[Finding]) -> dict[str, str]:
    """Return of each claim with findings how grave the gravest is, by its key."""
    worst: dict[str, str] = {}
    for severity in (INFO, WARN, HOLD):
        worst |= {one.claim_key: severity for one in found if one.severity == severity}
    return worst


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    answer = connection.execute(query)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _places(
    rows: Sequence[Mapping[str, Any]], data: Mapping[str, Bytes]
) -> dict[tuple[str, int], int]:
    """Return the first byte of each segment that a row names, by file and number."""
    return dict(_located(rows, data))


def _located(
    rows: Sequence[Mapping[str, Any]], data: Mapping[str, Bytes]
) -> Iterator[tuple[tuple[str, int], int]]:
    for file_id, content in data.items():
        numbers = {row["segment_number"] for row in rows if row["file_id"] == file_id}
        for number, place in offsets_of(content, numbers).items() if numbers else ():
            yield (file_id, number), place
