"""The report on one file as lines of plain text: what it is, what it holds, what is wrong with it.

Takes facts. Refuses nothing.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from typing import Any

from pipeline.inspection.acknowledgement_text import acknowledgement_lines
from pipeline.inspection.claim_text import status_lines, submitted_lines
from pipeline.inspection.facts import Facts
from pipeline.inspection.file_text import (
    file_lines,
    findings_counted,
    interchange_lines,
    set_lines,
)
from pipeline.inspection.remittance_text import remittance_lines
from pipeline.inspection.typesetting import counted, paragraph, table
from pipeline.inspection.words import is_list

_PLACES_TOLD = 5
_SECTIONS = {
    "remittance": remittance_lines,
    "submitted": submitted_lines,
    "status": status_lines,
    "acknowledgement": acknowledgement_lines,
}


def report(name: str, facts: Facts) -> Iterator[str]:
    """Yield the lines of the report.

    Args:
        name: The file, as it was asked for.
        facts: What is known of it.
    """
    yield name
    yield from file_lines(facts)
    yield from interchange_lines(facts)
    yield from set_lines(facts)
    for section, lines in _SECTIONS.items():
        if facts[section] is not None:
            yield from lines(facts)
    yield from _set_aside(facts)
    yield from _findings(name, facts)


def _set_aside(facts: Facts) -> Iterator[str]:
    told = facts["set_aside"]
    if not told["stretch_count"]:
        return
    yield ""
    parts = counted(told["stretch_count"], "part")
    yield f"Set aside, not loaded: {parts}, {counted(told['byte_count'], 'byte')}"
    columns = {
        "first_segment": "Segment", "byte_offset": "Byte", "byte_count": "Bytes", "code": "Why",
    }  # fmt: skip
    yield from table(columns, told["stretches"], told["stretch_count"])


def _findings(name: str, facts: Facts) -> Iterator[str]:
    kinds = facts["findings"]["kinds"]
    if not kinds:
        return
    yield ""
    yield f"Findings: {findings_counted(facts)}"
    for kind in kinds:
        yield from _finding(kind, "Row" if is_list(facts["format"]) else "Segment")
    numbers = [
        place["segment_number"]
        for kind in kinds
        for place in kind["places"]
        if place["segment_number"]
    ]
    if numbers and not is_list(facts["format"]):
        called_as = os.environ.get("TRIAGE_CALLED_AS", "triage")
        yield ""
        yield f"To look at a place: {called_as} inspect {shlex.quote(name)} --segment {numbers[0]}"


def _finding(kind: dict[str, Any], unit: str) -> Iterator[str]:
    count = kind["finding_count"]
    severity = "note" if kind["severity"] == "info" else kind["severity"]
    yield f"  {severity:<9}{kind['code']}{f', {count:,} times' if count > 1 else ''}"
    told = kind["places"][:_PLACES_TOLD]
    for place in told:
        cut = " The set is cut; its sums cannot be whole." if place["is_by_cut"] else ""
        yield paragraph(f"{_where(place, unit)}{place['problem']}{cut}", 11)
    if count > len(told):
        yield f"{'':11}... and {count - len(told):,} more"
    yield paragraph(f"What to do: {kind['remedy']}", 11)


def _where(place: dict[str, Any], unit: str) -> str:
    if place["segment_number"] is None:
        return ""
    byte = "" if place["byte_offset"] is None else f", byte {place['byte_offset']}"
    return f"{unit} {place['segment_number']}{byte}: "
