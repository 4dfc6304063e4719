"""Submitted claims (837) and claim status (277CA, 277) in words.

Takes facts. Refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.inspection.facts import Facts
from pipeline.inspection.typesetting import counted, field, table, usd
from pipeline.inspection.words import FREQUENCIES, label

_PAYERS_TOLD = 3
_PARTS = ("category", "status", "entity")


def submitted_lines(facts: Facts) -> Iterator[str]:
    """Yield the claims a file submits."""
    told = facts["submitted"]
    totals = told["totals"]
    off = totals["charge_usd"] - totals["line_charge_usd"]
    yield ""
    also = ", copies included" if facts["copies"]["copy_count"] else ""
    yield f"Claims submitted: {totals['claim_count']:,}, {usd(totals['charge_usd'])}{also}"
    adds_up = f"{usd(abs(off))} {'LESS' if off > 0 else 'MORE'} than the claims"
    adds_up = adds_up if off else "the same as the claims"
    if totals["claim_count"]:
        lines = f"{totals['line_count']:,}, {usd(totals['line_charge_usd'])} together"
        yield field("Lines", f"{lines}, {adds_up}")
    for one in told["frequencies"]:
        name = FREQUENCIES.get(one["frequency_code"] or "", f"frequency {one['frequency_code']}")
        yield field("Of them", f"{one['claim_count']:,} {name}, {usd(one['charge_usd'])}")
    columns = {"payer": "To payer", "payer_identifier": "Number", "claim_count": "Claims"}
    yield from table(columns | {"charge_usd": "Charged"}, told["payers"], len(told["payers"]))
    if told["claims"]:
        yield ""
        yield "Claims one by one"
        columns = {
            "segment_number": "Segment", "claim_number": "Claim", "frequency_code": "Frequency",
            "charge_usd": "Charged", "line_count": "Lines", "line_charge_usd": "Charged on lines",
        }  # fmt: skip
        yield from table(columns, told["claims"], totals["claim_count"])


def status_lines(facts: Facts) -> Iterator[str]:
    """Yield what a file says about claims."""
    told = facts["status"]
    totals = told["totals"]
    yield ""
    yield (
        f"Statements about claims: {totals['statement_count']:,}, "
        f"{counted(totals['claim_count'], 'claim')} named"
    )
    for one in told["payers"][:_PAYERS_TOLD]:
        yield field("Said by", f"{one['payer'] or '-'} ({one['payer_identifier'] or '-'})")
    yield from _by_category(told)
    yield from _by_code(told)
    if told["claims"]:
        yield ""
        yield "Claims one by one (codes: category:status:entity)"
        columns = {
            "segment_number": "Segment", "claim_number": "Claim", "charge_usd": "Charged",
            "line_statement_count": "On lines", "codes": "Codes",
        }  # fmt: skip
        yield from table(columns, told["claims"], totals["claim_count"])


def _by_category(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield what became of claims, lines and batches."""
    categories = [
        one | {"label": label("claim_status_categories", one["category_code"])}
        for one in told["categories"]
    ]
    columns = {
        "category_code": "Code", "label": "Meaning", "claim_statement_count": "Claims",
        "line_statement_count": "Lines", "batch_statement_count": "Batches",
        "charge_usd": "Charged",
    }  # fmt: skip
    if any(one["batch_charge_usd"] is not None for one in categories):
        columns |= {"batch_charge_usd": "By batch"}
    yield from table(columns, categories, len(categories))


def _by_code(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield why, and whom or what it is about."""
    if not told["codes"]:
        return
    yield "  What the status codes mean (of a statement there may be up to three)"
    columns = {
        "code": "Codes", "about": "Of a", "statement_count": "Count", "label": "Meaning",
        "entity_label": "About",
    }  # fmt: skip
    codes = [
        one | {"code": ":".join(one[f"{part}_code"] or "" for part in _PARTS).rstrip(":")}
        for one in told["codes"]
    ]
    yield from table(columns, codes, len(codes))
