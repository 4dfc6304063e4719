"""Edits that a practice learnt from its own denials: which lines one speaks of, and its mistakes.

Takes the parameters of a row of the template E40. Its conditions are one or two of the six fields
by which a cause is told; three split a practice into cells of nothing. Refuses by saying what is
wrong and how to mend it, never what was written.
"""

import re
from collections.abc import Iterator, Mapping

from pipeline.practice.contract_rows import Ids
from pipeline.practice.edit_templates import SCOPE, Value
from pipeline.practice.settings import NPI_PATTERN

ANY = "any"
"""What a field holds that is no condition."""

NONE = "none"
"""What the modifiers hold where a line must have none."""

WANTED_FIELD, WANTED_VALUE = "wanted_field", "wanted_value"

_FORMS = {
    "procedure_code": ("[0-9A-Z]{5}", "a code of five letters and digits"),
    "place_of_service": ("[0-9]{2}", "two digits"),
    "modifiers": (
        f"{NONE}|[0-9A-Z]{{2}}(:[0-9A-Z]{{2}}){{0,3}}",
        f"up to four modifiers, such as 95:HO, or {NONE}",
    ),
    "rendering_npi": (NPI_PATTERN, "ten digits"),
    "location_id": (".+", "the id of a location in practice.toml"),
}

FIELDS = (SCOPE, *_FORMS)
"""What a condition may be of; all but the payer may have a value that is wanted instead."""

MOST_CONDITIONS = 2


def conditions(parameters: Mapping[str, Value]) -> dict[str, str]:
    """Return what a line must be for an edit to speak of it, by field; modifiers in one order."""
    said = {name: str(parameters.get(name, ANY)) for name in FIELDS}
    said["modifiers"] = _sorted(said["modifiers"])
    return {name: value for name, value in said.items() if value != ANY}


def mistakes(parameters: Mapping[str, Value], ids: Ids) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an edit and what to write instead.

    Args:
        parameters: What its row sets, the payer included.
        ids: Ids that practice.toml gives; empty where it cannot be read.
    """
    own = conditions(parameters)
    if not own:
        remedy = f"Set one or two of {', '.join(FIELDS)}."
        yield "A learnt edit without a condition speaks of every claim.", remedy
    if len(own) > MOST_CONDITIONS:
        yield "A learnt edit has more than two conditions.", "Keep the two that tell most."
    for name, value in own.items():
        yield from _form(name, name, value, ids)
    yield from _wanted(parameters, own, ids)


def _wanted(
    parameters: Mapping[str, Value], own: Mapping[str, str], ids: Ids
) -> Iterator[tuple[str, str]]:
    field, value = (str(parameters.get(name, ANY)) for name in (WANTED_FIELD, WANTED_VALUE))
    if (field == ANY) is not (value == ANY):
        yield f"{WANTED_FIELD} and {WANTED_VALUE} go together.", "Set both, or neither."
    elif field != ANY and field not in _FORMS:
        yield f"{WANTED_FIELD} is none that a line has.", f"Use one of: {', '.join(_FORMS)}."
    elif field != ANY:
        yield from _form(WANTED_VALUE, field, value, ids)
        if own.get(field) == (_sorted(value) if field == "modifiers" else value):
            yield "What is wanted is also the condition.", "Write what the paid claims had instead."


def _form(name: str, field: str, value: str, ids: Ids) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a value of a field; ``name`` is the parameter that holds it."""
    if field == SCOPE:
        return
    pattern, expected = _FORMS[field]
    is_stranger = field == "location_id" and field in ids and value not in ids[field]
    if is_stranger or not re.fullmatch(pattern, value):
        yield f"{name} is not what it should be.", f"Write {expected}."


def _sorted(modifiers: str) -> str:
    return ":".join(sorted(modifiers.split(":")))
