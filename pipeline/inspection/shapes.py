"""Which elements may be seen: places the layouts load as non-private, and qualifiers.

An allow-list: a place that is not in it is masked, also one that a layout gains later. A value in
it is seen only if it looks like what belongs there, so that a name which a sender put into the
place of a code stays hidden. Claim numbers, other numbers of a claim, and days of service are
loaded, but point to one patient (45 CFR 164.514(b)(2)): they are not in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.exports.sorting import KINDS_OF_ROWS
from pipeline.x12.layouts import LAYOUTS, Column, Kind, Layout, Table
from pipeline.x12.layouts.envelope import ENVELOPE

Shape = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value may be seen.

    Attributes:
        element: Number of the element, from 1.
        component: Number of the component, from 1; 0 for the element as a whole.
        shape: What the value must look like.
        when: Number of an element to the values one of which it must hold.
    """

    element: int
    component: int
    shape: Shape
    when: tuple[tuple[int, frozenset[str]], ...] = ()


def _code(most: int) -> Shape:
    return re.compile(rf"[A-Z0-9]{{1,{most}}}")


def _numbered(most: int) -> Shape:
    """Return what a code looks like that always has a digit, as no name has."""
    return re.compile(rf"(?=[A-Z]*[0-9])[A-Z0-9]{{1,{most}}}")


def _qualifier(listed: str) -> Shape:
    """Return what a qualifier looks like: with a digit, or of one letter, or listed."""
    letters = "|".join(listed.split())
    return re.compile(rf"[A-Z0-9]|(?=[A-Z]*[0-9])[A-Z0-9]{{2,3}}|{letters}")


# Letters only could be a name (Li, Lu, Lee), so they are listed, and beside names fewer of them.
_NAMES_QUALIFIER = _qualifier(
    "AD AY BL CC CX DD DFI DK DN DQ EM EX FA FI FX GB HP IC II IL IN MI NI PE PI PR PRP PW QB QC QD"
    " SJ SV TE TT UR XV XX ZZ"
)
_QUALIFIER = _qualifier(
    "AA AAE ABF ABJ ABK ABN ABY ADD APR AT AU BBQ BBR BE BF BG BH BI BJ BK BLT BM BN BP BQ BR CA"
    " CER CT DCP DR DT DY EA EAF EI EJ EL EM EO EV EW FJ FT FX HC HE HP HPI IG IV LU MI NF OZ PC"
    " PE PQ PR PXC RF RP RTS RX SU SY TJ TM TPO UN VP VY WK XM XX XZ ZK ZL ZM ZN ZO ZZ"
)
_MONEY = re.compile(r"-?(?:[0-9]{1,10}(?:\.[0-9]*)?|\.[0-9]+)")
_COUNT = re.compile(r"[0-9]{1,12}")
_DATE = re.compile(r"[0-9]{6}|[0-9]{8}")
_TIME = re.compile(r"[0-9]{4,8}")
_VERSION = re.compile(r"[0-9]{4,6}(?:X[0-9]{3}[A-Z0-9]{0,3})?")
_CONTROL = re.compile(r"[A-Za-z0-9]{1,9}")
# Of a clinician or an organisation; nine digits could be somebody's social security number.
_NPI = re.compile(r"[0-9]{10}")
_ORGANISATION_ID = re.compile(r"[A-Za-z0-9 ._/-]{1,50}")
_TRACE = re.compile(r"(?=.*[0-9])[A-Za-z0-9 ._/-]{1,50}")
_ORGANISATION = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,60}")

_SHAPES: Mapping[str, Shape] = {
    **dict.fromkeys(("control_number", "group_control_number"), _CONTROL),
    **dict.fromkeys(("npi", "provider_identifier"), _NPI),
    **dict.fromkeys(("trace_number", "originator_id"), _TRACE),
    **dict.fromkeys(("unit_count", "quantity"), _MONEY),
    **dict.fromkeys(("hierarchy_id", "parent_id", "line_number", "segment_position"), _COUNT),
    "qualifier": _QUALIFIER,
    "id_qualifier": _NAMES_QUALIFIER,
    **dict.fromkeys(("procedure_code", "original_procedure_code"), _numbered(5)),
    **{f"modifier_{number}": _code(2) for number in range(1, 5)},
    **{f"remark_code_{number}": _numbered(5) for number in range(1, 6)},
    **{f"{name}_code{of}": _numbered(3) for name in ("category", "status")
       for of in ("", "_2", "_3")},
    **{f"entity_code{of}": _NAMES_QUALIFIER for of in ("", "_2", "_3")},
    "acknowledgement_code": _code(1), "action_code": _code(2), "carc_code": _numbered(4),
    "claim_status_code": _code(2), "claim_type_code": _code(2), "credit_debit_code": _code(1),
    "element_position": _code(2), "entity_type_code": _code(1), "error_code": _numbered(3),
    "facility_qualifier": _code(1), "filing_code": _code(2),
    "filing_indicator_code": _code(2), "frequency_code": _code(1),
    "functional_code": _code(2), "group_code": _code(2), "handling_code": _code(1),
    "level_code": _code(2), "loop_id": _numbered(6), "note_code": _numbered(3),
    "payment_method_code": re.compile("ACH|BOP|CHK|FWT|NON"), "place_of_service": _code(2),
    "procedure_qualifier": _code(2),
    "purpose_code": _code(2), "reason_code": _code(2), "relationship_code": _code(2),
    "remark_code": _numbered(5), "responsibility_code": _code(1), "revenue_code": _numbered(4),
    "segment_id": re.compile("|".join(("[A-Z0-9]{1,3}", *KINDS_OF_ROWS))),
    "set_code": _code(3), "trace_type_code": _code(2),
    "type_code": _code(2), "version": _VERSION,
}  # fmt: skip
"""Column of text to what may be seen of it; a column that is not here is masked."""

_PAYER_SHAPES = {"name": _ORGANISATION, "identifier": _ORGANISATION_ID}
_PAYEE_SHAPES = {"identifier": _NPI}
_FILE_DATES = frozenset({"paid_on", "created_on", "fiscal_on", "interchange_on"})
"""Dates of a file or payment; all others are of a patient's care."""

_PAYERS_OWN = frozenset({"2U", "HPI"})
"""Kinds of reference that number a payer or provider; all others number a claim or patient."""

_TAXONOMY = re.compile(r"[0-9]{3}[A-Z0-9]{6}[A-Z]")
_MARK = re.compile(r"[^A-Za-z0-9]|U")

_Q, _N, _D, _M, _ID = _QUALIFIER, _NAMES_QUALIFIER, _COUNT, _MONEY, _ORGANISATION_ID
_FLAG = _code(1)
_COMMON: Mapping[str, Mapping[int, Shape]] = {
    "ISA": {1: _code(2), 3: _code(2), 5: _code(2), 6: _ID, 7: _code(2), 8: _ID, 9: _DATE,
            10: _TIME, 11: _MARK, 12: _D, 13: _CONTROL, 14: _FLAG, 15: _FLAG, 16: _MARK},
    "GS": {1: _code(2), 2: _ID, 3: _ID, 4: _DATE, 5: _TIME, 6: _CONTROL, 7: _code(2), 8: _VERSION},
    "GE": {1: _D, 2: _CONTROL}, "IEA": {1: _D, 2: _CONTROL},
    "ST": {1: _code(3), 2: _CONTROL, 3: _VERSION}, "SE": {1: _D, 2: _CONTROL},
    "TA1": {1: _CONTROL, 2: _DATE, 3: _TIME, 4: _FLAG, 5: _numbered(3)},
    "BHT": {1: _numbered(4), 2: _code(2), 4: _DATE, 5: _TIME, 6: _code(2)},
    "BPR": {5: re.compile("CCP|CTX"), 6: _code(2)}, "HL": {1: _D, 2: _D, 3: _code(2), 4: _D},
    "NM1": {1: _N, 2: _FLAG, 8: _N}, "N1": {1: _N, 3: _N}, "PER": {1: _N, 3: _N, 5: _N, 7: _N},
    "REF": {1: _Q}, "TRN": {1: _FLAG}, "DTM": {1: _Q}, "DTP": {1: _Q, 2: _Q}, "DMG": {1: _Q},
    "AMT": {1: _Q, 2: _M}, "QTY": {1: _Q, 2: _M}, "PRV": {1: _Q, 2: _Q, 3: _TAXONOMY},
    "NTE": {1: _Q}, "PWK": {1: _Q, 2: _Q}, "PAT": {1: _code(2)}, "CN1": {1: _code(2)},
    "LQ": {1: _Q}, "LX": {1: _D},
    "CLP": {12: _M, 13: _M}, "CLM": dict.fromkeys(range(6, 11), _FLAG), "SBR": {5: _code(2)},
    "CAS": {1: _code(2), **dict.fromkeys(range(2, 18, 3), _numbered(4)),
            **dict.fromkeys((*range(3, 20, 3), *range(4, 20, 3)), _M)},
    "OI": dict.fromkeys(range(3, 7), _FLAG), "SV1": {3: _code(2), 7: _D, 9: _FLAG},
    "SV2": {4: _code(2)}, "SV3": {2: _M}, "SVD": {2: _M, 5: _M},
    "AK2": {3: _VERSION}, "IK4": {2: _D}, "AK4": {2: _D},
    "MOA": dict.fromkeys((1, 2, 8, 9), _M), "MIA": dict.fromkeys((*range(1, 5), *range(6, 20)), _M),
    "TS3": dict.fromkeys(range(4, 25), _M), "TS2": dict.fromkeys(range(1, 20), _M),
}  # fmt: skip
"""Segment to elements that may be seen in a set of any kind: envelopes, qualifiers, amounts."""

_COMPOSITES: Mapping[str, tuple[Place, ...]] = {
    "HI": tuple(Place(number, 1, _QUALIFIER) for number in range(1, 13)),
    "SVC": (Place(1, 1, _code(2)), Place(6, 1, _code(2))),
    # Places in the list of diagnoses, not diagnoses.
    "SV1": tuple(Place(7, number, _D) for number in range(1, 5)),
    "SV2": (Place(2, 1, _code(2)),),
    "SVD": (Place(3, 1, _code(2)), Place(3, 2, _numbered(5))),
    "IK4": (Place(1, 2, _COUNT), Place(1, 3, _COUNT)),
    # Production date of a remittance.
    "DTM": (Place(2, 0, _DATE, ((1, frozenset({"405"})),)),),
}
"""Components that may be seen, beside those of the layouts; and what hangs on another element."""


_STATUS = r"[A-Z]?[0-9][A-Z0-9]{0,2}(?::[A-Z0-9]{0,3}){0,2}"
_ANSWERS: Mapping[str, Shape] = {
    **_SHAPES,
    **dict.fromkeys(("group_sender", "group_receiver", "payer_identifier"), _ORGANISATION_ID),
    "codes": re.compile(rf"{_STATUS}(?:, {_STATUS})*"),
    "element_error_code": _numbered(3),
    "interchange_control_number": _CONTROL,
    "payer": _ORGANISATION,
}
"""Column of an answer to what may be seen of it, where the file filled it."""

_WRITTEN_BY_US = frozenset(
    {
        *("about", "code", "feed", "file_id", "format", "outcome", "problem", "remedy"),
        *("severity", "sha256"),
    }
)


def may_be_seen(column: str, value: str) -> bool:
    """Return whether a value of an answer's column may be seen."""
    shape = _ANSWERS.get(column)
    return column in _WRITTEN_BY_US or (shape is not None and bool(shape.fullmatch(value)))


@lru_cache(maxsize=len(LAYOUTS) + 1)
def places(set_code: str | None) -> dict[str, tuple[Place, ...]]:
    """Return by segment id what may be seen in a set of this kind; None outside of any set."""
    made = {segment: list(found) for segment, found in _COMPOSITES.items()}
    for segment, elements in _COMMON.items():
        made.setdefault(segment, []).extend(Place(e, 0, shape) for e, shape in elements.items())
    layout = ENVELOPE if set_code is None else LAYOUTS.get(set_code)
    for segment, place in () if layout is None else _of_layout(layout):
        made.setdefault(segment, []).append(place)
    return {segment: tuple(found) for segment, found in made.items()}


def _of_layout(layout: Layout) -> Iterator[tuple[str, Place]]:
    for name, table in layout.tables.items():
        for key, column in table.columns.items():
            shape = _shape(name, key, column.kind)
            when = _when(name, key, table)
            if shape is None or when is None:
                continue
            for element in _elements(table, column):
                for segment in table.segments:
                    yield segment, Place(element, column.component, shape, when)


def _shape(table: str, column: str, kind: Kind) -> Shape | None:
    """Return what may be seen of a column, or None."""
    if kind is Kind.MONEY:
        return _MONEY
    if kind is Kind.INTEGER:
        return _COUNT
    if kind is Kind.DATE:
        return _DATE if column in _FILE_DATES else None
    if kind is not Kind.TEXT:
        return None
    if table.endswith("_payers") and column in _PAYER_SHAPES:
        return _PAYER_SHAPES[column]
    if table.endswith("_payees") and column in _PAYEE_SHAPES:
        return _PAYEE_SHAPES[column]
    if table.endswith("_references") and column == "identifier":
        return _ORGANISATION_ID
    return _SHAPES.get(column)


def _when(name: str, column: str, table: Table) -> tuple[tuple[int, frozenset[str]], ...] | None:
    """Return what other elements must hold; None where no value could be seen."""
    only = frozenset(table.only)
    if name.endswith("_references") and column == "identifier":
        only &= _PAYERS_OWN
        return ((1, only),) if only else None
    when = ((1, only),) if only else ()
    # A payer that is a person (NM102 is not 2) has a person's name.
    of_organisation = "NM1" in table.segments and column in _PAYER_SHAPES
    return (*when, (2, frozenset({"2"}))) if of_organisation else when


def _elements(table: Table, column: Column) -> Iterator[int]:
    """Yield the numbers of the elements that a column takes."""
    repeat = table.repeat
    if not column.repeats or repeat is None:
        yield column.element
        return
    for group in range(repeat.most):
        yield repeat.before + group * repeat.stride + column.element
