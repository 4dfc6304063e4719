"""A remittance (835) in words: who paid what, for which claims, and whether it adds up.

Takes facts. Refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.inspection.facts import Facts
from pipeline.inspection.typesetting import counted, field, table, usd
from pipeline.inspection.words import GROUP_CODES, PAYMENT_METHODS, label
from pipeline.x12.listing import MOST_OF_A_CODE

_REMARKS_TOLD = 10
_CLAIMS = {
    "segment_number": "Segment", "claim_number": "Claim", "claim_status_code": "Status",
    "line_count": "Lines", "charge_usd": "Charged", "adjusted_usd": "Adjusted", "paid_usd": "Paid",
    "patient_usd": "Patient", "difference_usd": "Off by",
}  # fmt: skip


def remittance_lines(facts: Facts) -> Iterator[str]:
    """Yield the remittances of a file."""
    told = facts["remittance"]
    totals = told["totals"]
    yield ""
    also = ", copies included" if facts["copies"]["copy_count"] else ""
    yield f"Payments: {totals['payment_count']:,}, {usd(totals['payment_usd'])}{also}"
    yield from _payments(told)
    yield ""
    yield f"Claims paid or denied: {totals['claim_count']:,}{also}"
    yield field("Charged", f"{usd(totals['charge_usd'])}, {counted(totals['line_count'], 'line')}")
    yield field("Adjusted", usd(totals["adjusted_usd"]))
    yield field("Paid", usd(totals["paid_usd"]))
    yield field("Patient owes", f"{usd(totals['patient_usd'])} as the payer says (CLP05)")
    yield from _by_code(told)
    yield from _balance(told)
    if told["claims"]:
        yield ""
        yield "Claims one by one (off by: charged less adjusted less paid)"
        yield from table(_CLAIMS, told["claims"], totals["claim_count"])


def _payments(told: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        one
        | {
            "by": PAYMENT_METHODS.get(one["payment_method_code"] or "", one["payment_method_code"]),
            "who": one["payer"] or one["payer_identifier"],
        }
        for one in told["payments"]
    ]
    columns = {
        "segment_number": "Segment", "payment_usd": "Amount", "by": "By", "paid_on": "Date",
        "trace_number": "Trace", "claim_count": "Claims", "who": "Payer",
    }  # fmt: skip
    yield from table(columns, rows, told["totals"]["payment_count"])


def _by_code(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield claims by status, adjustments by group, provider adjustments by reason."""
    yield ""
    yield "  Claims by status (CLP02)"
    statuses = [
        one | {"label": label("remittance_status_codes", one["claim_status_code"])}
        for one in told["statuses"]
    ]
    columns = {"claim_status_code": "Code", "label": "Meaning", "claim_count": "Claims"}
    money = {"charge_usd": "Charged", "paid_usd": "Paid"}
    yield from table(columns | money, statuses, len(statuses))
    groups = [
        one | {"label": GROUP_CODES.get(one["group_code"] or "")} for one in told["adjustments"]
    ]
    if groups:
        yield "  Adjustments by group (CAS)"
        columns = {"group_code": "Code", "label": "Meaning", "adjustment_count": "Count"}
        yield from table(columns | {"adjusted_usd": "Amount"}, groups, len(groups))
    yield from _reasons(told)
    reasons = [
        one | {"label": label("provider_adjustment_reasons", one["reason_code"])}
        for one in told["provider_adjustments"]
    ]
    if reasons:
        yield "  Provider adjustments outside of claims (PLB; a positive amount lowers the payment)"
        columns = {"reason_code": "Code", "label": "Meaning", "adjustment_count": "Count"}
        yield from table(columns | {"amount_usd": "Amount"}, reasons, len(reasons))


def _reasons(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield why the payer adjusted, by reason code and by remark."""
    if told["reasons"]:
        yield "  Why (CAS: reasons, the largest first)"
        columns = {
            "group_code": "Group", "carc_code": "Code", "label": "Meaning", "is_denial": "Denial",
            "adjustment_count": "Count", "claim_count": "Claims", "adjusted_usd": "Amount",
        }  # fmt: skip
        yield from table(columns, told["reasons"], len(told["reasons"]))
    if told["remarks"]:
        yield "  Remarks beside them (LQ, MOA, MIA)"
        columns = {
            "remark_code": "Code", "label": "Meaning", "remark_count": "Count",
            "claim_count": "Claims",
        }  # fmt: skip
        yield from table(columns, told["remarks"][:_REMARKS_TOLD], len(told["remarks"]))


def _balance(told: Mapping[str, Any]) -> Iterator[str]:
    totals, off = told["totals"], told["balance"]
    yield ""
    yield "Does it add up?"
    as_claim = off["adjusted_as_claim_count"]
    more = f" ({as_claim:,} adjusted with the claim as a whole)" if as_claim else ""
    yield field(
        "Lines",
        _adds_up(totals["line_count"], off["unbalanced_line_count"], "charge - adjustments = paid")
        + more,
    )
    rule = "charge - all adjustments = paid"
    yield field("Claims", _adds_up(totals["claim_count"], off["unbalanced_claim_count"], rule))
    left = totals["paid_usd"] - totals["provider_adjusted_usd"]
    rule = (
        f"claims paid {usd(totals['paid_usd'])} - provider adjustments "
        f"{usd(totals['provider_adjusted_usd'])} = {usd(left)}, "
        f"payment {usd(totals['payment_usd'])}"
    )
    yield field(
        "Payments", _adds_up(totals["payment_count"], off["unbalanced_payment_count"], rule)
    )


def _adds_up(count: int, off_count: int, rule: str) -> str:
    if not count:
        return "there are none"
    if not off_count:
        return f"yes, {count:,} of {count:,}: {rule}"
    # Of one kind so many findings are listed.
    more = " or more" if off_count >= MOST_OF_A_CODE else ""
    return f"NO, {off_count:,}{more} of {count:,} off: {rule}"
