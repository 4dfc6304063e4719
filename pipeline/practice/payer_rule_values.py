"""What the cell ``value`` of a payer's rule says, by its kind: names with values, or words.

Takes the cells of one line of ``payer_rules.csv``. Refuses kinds no edit reads, names a kind has
not, what is not as a name wants it, and what a kind cannot do without; a cell is never repeated.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """What stands behind a name.

    Attributes:
        pattern: Its form.
        expected: What a person should write.
        is_needed: Whether no rule of the kind can do without it.
    """

    pattern: str
    expected: str
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class RuleKind:
    """One kind of rule.

    Attributes:
        terms: What its value may say, by name; it says at least one.
        needs_codes: Whether ``applies_to`` must name the codes it speaks of.
        words: What its value is as a whole, where it has no names.
    """

    terms: Mapping[str, Term]
    needs_codes: bool = False
    words: Term | None = None


_CODES = (r"[0-9A-Z]{2,10}( [0-9A-Z]{2,10})*", "codes with blanks between them")
_COUNT = (r"[1-9][0-9]{0,2}", "a whole number, one or more")
_HOURS = (r"[0-9]{1,3}(\.[0-9]{1,2})?", "hours, such as 20 or 0.25")
_PAYER = (r"[a-z0-9][a-z0-9_-]{0,39}", "the id of a payer in practice.toml")
_WORD = (r"[0-9A-Za-z][0-9A-Za-z ._:/-]{0,79}", "a short word")

_DAY = "(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
_NOTHING = Term("", "nothing: leave it empty")

RULE_KINDS: Mapping[str, RuleKind] = {
    "telehealth": RuleKind(
        {name: Term(*_CODES) for name in ("places", "any_of", "none_of")},
    ),
    "location_places": RuleKind(
        {"location": Term(*_WORD, is_needed=True), "places": Term(*_CODES, is_needed=True)}
    ),
    "licence_modifiers": RuleKind(
        {
            "level": Term(*_WORD, is_needed=True),
            "modifier": Term(r"[0-9A-Z]{2}", "one modifier", is_needed=True),
        }
    ),
    "session_units": RuleKind({"max": Term(*_COUNT, is_needed=True)}, needs_codes=True),
    "unit_rounding": RuleKind(
        {"rounding": Term("whole|midpoint|up", "whole, midpoint or up", is_needed=True)}
    ),
    "same_day_limit": RuleKind(
        {
            "max": Term(*_COUNT, is_needed=True),
            "per": Term("client|clinician|group", "client, clinician or group"),
            "apart_by": Term(*_CODES),
        },
        needs_codes=True,
    ),
    "program_floor": RuleKind(
        {
            "min_hours": Term(*_HOURS),
            "hours_per_unit": Term(*_HOURS),
            "min_days": Term(r"[1-7]", "days, 1 to 7"),
            "max_days": Term(r"[1-7]", "days, 1 to 7"),
        },
        needs_codes=True,
    ),
    "carve_out": RuleKind(
        {"send_to": Term(*_PAYER, is_needed=True), "filing": Term(*_CODES)},
    ),
    "program_shape": RuleKind(
        {
            "bill_types": Term(r"[0-9]{2}( [0-9]{2})*", "two digits of CLM05-1, such as 13 76"),
            "hcpcs": Term(*_CODES),
            "conditions": Term(*_CODES),
        },
        needs_codes=True,
    ),
    "referral_required": RuleKind(
        {"roles": Term(r"D[NK]( D[NK])?", "DN, DK or both with a blank between", is_needed=True)}
    ),
    "uses_ncci": RuleKind(
        {"programme": Term("medicare|medicaid", "medicare or medicaid", is_needed=True)}
    ),
    "authorization_required": RuleKind(
        {}, words=Term(r"(yes|no|after [0-9]{1,3}( visits?)?)?", "yes, no or after 8 visits")
    ),
    "no_rendering_provider": RuleKind({}, words=_NOTHING),
    "supervision": RuleKind(
        {},
        words=Term(r"DQ|bill_under|modifier( [0-9A-Z]{2})+", "DQ, bill_under or modifier U1"),
    ),
    "taxonomy_required": RuleKind({}, words=_NOTHING),
    "visit_cap": RuleKind(
        {},
        words=Term(rf"[0-9]{{1,4}}( from {_DAY})?|from {_DAY}", "30, 30 from 07-01 or from 07-01"),
    ),
}
"""Kinds of rules whose value edits read, by ``rule_kind``."""


def mistakes(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the rule of a line, and how to mend it."""
    name = cells.get("rule_kind", "")
    kind = RULE_KINDS.get(name)
    if kind is not None:
        if kind.needs_codes and not cells.get("applies_to"):
            yield "applies_to is empty.", "Write the codes it speaks of, with blanks between them."
        yield from _said(kind, cells.get("value", ""))
    elif name:
        yield "rule_kind is none that an edit reads.", _meant(name)


def _meant(name: str) -> str:
    close = difflib.get_close_matches(name, RULE_KINDS, n=1)
    return f"Write {close[0]}." if close else f"Write one of: {', '.join(sorted(RULE_KINDS))}."


def _said(kind: RuleKind, value: str) -> Iterator[tuple[str, str]]:
    if (words := kind.words) is not None:
        if not re.fullmatch(words.pattern, value):
            yield "value is not what it should be.", f"Write {words.expected}."
        return
    said: set[str] = set()
    for part in filter(str.strip, value.split(";")):
        name, _, text = (piece.strip() for piece in part.partition("="))
        yield from _part(kind, name, text, said)
        said.add(name)
    for name, term in kind.terms.items():
        if term.is_needed and name not in said:
            yield f"value does not say {name}.", f"Add {name}=… ."
    if not said:
        yield "value is empty.", _takes(kind)


def _part(kind: RuleKind, name: str, text: str, said: set[str]) -> Iterator[tuple[str, str]]:
    if name not in kind.terms:
        yield "A part of value says nothing that the kind has.", _takes(kind)
    elif name in said:
        yield f"{name} is said twice.", "Keep one of the two."
    elif not re.fullmatch(kind.terms[name].pattern, text):
        yield f"{name} is not what it should be.", f"Write {kind.terms[name].expected}."


def _takes(kind: RuleKind) -> str:
    return f"Write name=value; name=value. It takes: {', '.join(kind.terms)}."
