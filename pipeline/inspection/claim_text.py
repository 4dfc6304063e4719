"""Submitted claims (837), claim status (277CA, 277) and acknowledgements (999, TA1) in words.

Takes facts. Refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.inspection.facts import Facts
from pipeline.inspection.typesetting import counted, field, said, table, usd
from pipeline.inspection.words import FREQUENCIES, label

_PAYERS_TOLD = 3


def submitted_lines(facts: Facts) -> Iterator[str]:
    """Yield the claims a file submits."""
    told = facts["submitted"]
    totals = told["totals"]
    off = totals["charge_usd"] - totals["line_charge_usd"]
    yield ""
    yield f"Claims submitted: {totals['claim_count']:,}, {usd(totals['charge_usd'])}"
    adds_up = f"{usd(off)} LESS than the claims" if off else "the same as the claims"
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
    categories = [
        one | {"label": label("claim_status_categories", one["category_code"])}
        for one in told["categories"]
    ]
    columns = {
        "category_code": "Code", "label": "Meaning", "claim_statement_count": "Claims",
        "line_statement_count": "Lines", "batch_statement_count": "Batches",
        "charge_usd": "Charged",
    }  # fmt: skip
    yield from table(columns, categories, len(categories))
    if told["claims"]:
        yield ""
        yield "Claims one by one (codes: category:status:entity)"
        columns = {
            "segment_number": "Segment", "claim_number": "Claim", "charge_usd": "Charged",
            "line_statement_count": "On lines", "codes": "Codes",
        }  # fmt: skip
        yield from table(columns, told["claims"], totals["claim_count"])


def acknowledgement_lines(facts: Facts) -> Iterator[str]:
    """Yield which interchanges and sets a file accepts or refuses."""
    told = facts["acknowledgement"]
    yield ""
    yield "Acknowledged"
    answers = [one | {"answer": _answer("TA1", one)} for one in told["interchanges"]]
    columns = {
        "control_number": "Interchange", "interchange_on": "Date", "answer": "Answer",
        "note_code": "Note",
    }  # fmt: skip
    yield from table(columns, answers, len(answers))
    answers = [one | {"answer": _answer("999", one)} for one in told["groups"]]
    columns = {
        "functional_code": "Kind", "group_control_number": "Group", "version": "Guide",
        "answer": "Answer", "included_count": "Sets", "received_count": "Received",
        "accepted_count": "Accepted",
    }  # fmt: skip
    yield from table(columns, answers, len(answers))
    if told["sets"]:
        sets = (f"{one['set_count']:,} {_answer('999', one)}" for one in told["sets"])
        yield field("Sets", said(sets))
    yield from _refused(told)


def _refused(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield the refused sets and what is wrong with them."""
    refused = [
        one | {"set": f"{one['set_code'] or '-'} {one['control_number'] or '-'}"}
        for one in told["refused_sets"]
    ]
    if refused:
        yield "  Refused, so their claims never reached the payer"
        columns = {"segment_number": "Segment", "set": "Set", "acknowledgement_code": "Answer"}
        columns |= {"error_code": "Error", "error_count": "Segment errors"}
        yield from table(columns, refused, len(refused))
    if told["errors"]:
        yield "  What is wrong with them"
        columns = {
            "segment_id": "Segment", "loop_id": "Loop", "error_code": "Error",
            "element_position": "Element", "element_error_code": "Its error",
            "error_count": "Times",
        }  # fmt: skip
        yield from table(columns, told["errors"], len(told["errors"]))


def _answer(source: str, one: Mapping[str, Any]) -> str:
    """Return the code of an answer and what it means."""
    code = one["acknowledgement_code"]
    if code is None:
        return "no answer"
    meaning = label("acknowledgement_codes", source, code)
    return f"{meaning} ({code})" if meaning else code
