"""Everything that is told about one file, as plain values: what `triage run` would make of it.

Takes a path, and how texts are shown that the file filled: none gets into the facts another way.
Amounts are Decimal dollars, segment numbers and byte offsets those of the raw tables. Refuses
nothing but a file that cannot be read.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.inspection import claim_questions as claims
from pipeline.inspection import file_questions as files
from pipeline.inspection import remittance_questions as remittances
from pipeline.inspection.interchanges import interchanges, is_archive, looks_like, survey
from pipeline.inspection.loaded import Loaded, loaded
from pipeline.inspection.masking import Write
from pipeline.inspection.opened import opened
from pipeline.inspection.typesetting import LISTED
from pipeline.inspection.words import cell, label
from pipeline.x12.windows import Bytes

Facts = dict[str, Any]

LISTED_FINDINGS = 100
"""Findings of one kind that are told."""

_ERRORS = "acknowledgement_errors"

CUT_REMEDY = "Get the whole file first: the set is cut, and its sums cannot be whole."
"""What to do about sums that do not add up because the end of their set is missing."""


def facts_of(path: Path, now: dt.datetime, write: Write, on_part: Callable[[int], object]) -> Facts:
    """Return everything that is told about a file.

    Args:
        path: The file.
        now: The moment of the look; a file dated after it has a finding.
        write: How texts are shown that the file filled.
        on_part: Called with the bytes read since the last call.

    Raises:
        InspectError: If the file cannot be read.
    """
    with opened(path) as data, loaded(path, now, write, on_part) as tables:
        facts = _of_file(data, tables)
        codes = {row["set_code"] for row in facts["set_kinds"]}
        facts["remittance"] = _remittance(tables) if "835" in codes else None
        facts["submitted"] = _submitted(tables) if "837" in codes else None
        facts["status"] = _status(tables) if "277" in codes else None
        facts["acknowledgement"] = _acknowledgement(tables)
        return facts


def needs_a_person(facts: Facts) -> bool:
    """Return whether a part of the file is set aside, or something of it was not loaded."""
    return bool(facts["set_aside"]["stretch_count"] or facts["findings"]["error_count"])


def _of_file(data: Bytes, tables: Loaded) -> Facts:
    facts = tables.row(files.FILE)
    findings = _findings(tables)
    places = [place for kind in findings for place in kind["places"]]
    lost = {place["segment_number"] for place in places if place["byte_offset"] is None} - {None}
    found = survey(data, lost)
    for place in places:
        if place["byte_offset"] is None:
            place["byte_offset"] = found.offsets.get(place["segment_number"])
    spans = list(islice(interchanges(data, found, facts["segment_count"]), LISTED))
    readable = sum(stretch.delimiters is not None for stretch, _ in found.stretches)
    return facts | {
        "looks_like": "" if readable and not is_archive(data) else looks_like(data),
        "segments": tables.row(files.SEGMENTS) | {"ignored": tables.rows(files.IGNORED, LISTED)},
        "interchange_count": readable,
        "interchanges": spans,
        "groups": _groups(tables.rows(files.GROUPS, LISTED), spans),
        "set_kinds": tables.rows(files.SET_KINDS, LISTED),
        "sets": tables.rows(files.SETS, LISTED),
        "copies": tables.row(files.COPIES),
        "set_aside": tables.row(files.SET_ASIDE_TOTAL)
        | {"stretches": tables.rows(files.SET_ASIDE, LISTED)},
        "findings": tables.row(files.FINDING_COUNTS) | {"kinds": findings},
    }


def _findings(tables: Loaded) -> list[dict[str, Any]]:
    """Return the findings by kind; sums that only a cut makes wrong are told as that."""
    kinds = tables.rows(files.FINDINGS, LISTED_FINDINGS)
    cut = {(row["code"], row["segment_number"]) for row in tables.rows(files.CUT_SUMS, LISTED)}
    for kind in kinds:
        for place in kind["places"]:
            place["is_by_cut"] = (kind["code"], place["segment_number"]) in cut
        if kind["finding_count"] == sum(place["is_by_cut"] for place in kind["places"]):
            kind["remedy"] = CUT_REMEDY
    return kinds


def _groups(rows: list[dict[str, Any]], spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return groups, of the parts of one within one interchange one."""
    firsts = [one["first_segment"] for one in spans]
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        named = [row[name] for name in row if name not in ("first_segment", "set_count")]
        key = (bisect_right(firsts, row["first_segment"]), *named)
        if key in groups:
            groups[key]["set_count"] += row["set_count"]
        else:
            groups[key] = row
    return list(groups.values())


def _remittance(tables: Loaded) -> Facts:
    return {
        "totals": tables.row(remittances.TOTALS),
        "balance": tables.row(remittances.BALANCE),
        "payments": tables.rows(remittances.PAYMENTS, LISTED),
        "statuses": tables.rows(remittances.CLAIM_STATUSES, LISTED),
        "adjustments": tables.rows(remittances.ADJUSTMENTS, LISTED),
        "reasons": [
            row
            | {"label": label("carc_codes", row["carc_code"])}
            | {"is_denial": cell("carc_codes", "is_denial", row["carc_code"])}
            for row in tables.rows(remittances.REASONS, LISTED)
        ],
        "remarks": [
            row | {"label": label("rarc_codes", row["remark_code"])}
            for row in tables.rows(remittances.REMARKS, LISTED)
        ],
        "provider_adjustments": tables.rows(remittances.PROVIDER_ADJUSTMENTS, LISTED),
        "claims": tables.rows(remittances.CLAIMS, LISTED),
    }


def _submitted(tables: Loaded) -> Facts:
    return {
        "totals": tables.row(claims.SUBMITTED),
        "line_formats": [row["format"] for row in tables.rows(claims.LINE_FORMATS, LISTED)],
        "frequencies": tables.rows(claims.FREQUENCIES, LISTED),
        "payers": _payers(tables.rows(claims.SUBMITTED_PAYERS, LISTED)),
        "claims": tables.rows(claims.SUBMITTED_CLAIMS, LISTED),
    }


def _status(tables: Loaded) -> Facts:
    return {
        "totals": tables.row(claims.STATUS),
        "payers": _payers(tables.rows(claims.STATUS_PAYERS, LISTED)),
        "categories": tables.rows(claims.STATUS_CATEGORIES, LISTED),
        "codes": [
            row
            | {"label": label("claim_status_codes", row["status_code"])}
            | {"entity_label": label("entity_codes", row["entity_code"])}
            for row in tables.rows(claims.STATUS_CODES, LISTED)
        ],
        "claims": tables.rows(claims.STATUS_CLAIMS, LISTED),
    }


def _payers(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return payers under one name each: a person's was masked in a column of its own."""
    for row in rows:
        name, identifier = row.pop("person"), row.pop("person_identifier")
        row |= {
            "payer": row["payer"] or name,
            "payer_identifier": row["payer_identifier"] or identifier,
        }
    return rows


def _acknowledgement(tables: Loaded) -> Facts | None:
    interchanges_told = [
        row | {"note_label": label(_ERRORS, "interchange", row["note_code"])}
        for row in tables.rows(claims.INTERCHANGE_ACKS, LISTED)
    ]
    groups = tables.rows(claims.ACK_GROUPS, LISTED)
    if not interchanges_told and not groups:
        return None
    return {
        "interchanges": interchanges_told,
        "groups": groups,
        "sets": tables.rows(claims.ACK_SETS, LISTED),
        "refused_sets": [
            row | {"error_label": label(_ERRORS, "set", row["error_code"])}
            for row in tables.rows(claims.ACK_REFUSED, LISTED)
        ],
        "errors": [
            row
            | {"error_label": label(_ERRORS, "segment", row["error_code"])}
            | {"element_error_label": label(_ERRORS, "element", row["element_error_code"])}
            for row in tables.rows(claims.ACK_ERRORS, LISTED)
        ],
    }
