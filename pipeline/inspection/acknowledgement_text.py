"""Acknowledgements (999, 997, TA1) in words.

Takes facts. Refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.inspection.facts import Facts
from pipeline.inspection.typesetting import field, said, table
from pipeline.inspection.words import label

_CLAIMS = "837"


def acknowledgement_lines(facts: Facts) -> Iterator[str]:
    """Yield which interchanges and sets a file accepts or refuses."""
    told = facts["acknowledgement"]
    yield ""
    yield "Acknowledged"
    answers = [one | {"answer": _answer("TA1", one)} for one in told["interchanges"]]
    columns = {
        "control_number": "Interchange", "interchange_on": "Date", "answer": "Answer",
        "note_code": "Note", "note_label": "Meaning",
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
    of_claims = [one for one in refused if one["set_code"] == _CLAIMS]
    others = [one for one in refused if one["set_code"] != _CLAIMS]
    columns = {
        "segment_number": "Segment", "set": "Set", "acknowledgement_code": "Answer",
        "error_count": "Segment errors", "error_code": "Error", "error_label": "Meaning",
    }  # fmt: skip
    if of_claims:
        yield "  Refused, so their claims never reached the payer"
        yield from table(columns, of_claims, len(of_claims))
    if others:
        yield "  Refused, so nothing in them was taken"
        yield from table(columns, others, len(others))
    if told["errors"]:
        yield "  What is wrong with them"
        yield from _errors(told["errors"])


def _errors(errors: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the errors of segments, and of the elements in them."""
    columns = {
        "segment_id": "Segment", "loop_id": "Loop", "error_count": "Times", "error_code": "Error",
        "element_position": "Element", "element_error_code": "Its error", "meaning": "Meaning",
    }  # fmt: skip
    rows = [{**one, "meaning": one["element_error_label"] or one["error_label"]} for one in errors]
    yield from table(columns, rows, len(rows))


def _answer(source: str, one: Mapping[str, Any]) -> str:
    """Return the code of an answer and what it means."""
    code = one["acknowledgement_code"]
    if code is None:
        return "no answer"
    meaning = label("acknowledgement_codes", source, code)
    return f"{meaning} ({code})" if meaning else code
