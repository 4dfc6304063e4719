"""The catalogue of edits: checks of a claim before it is sent, as the project has them.

Reads the seeds ``edit_templates`` and ``edit_parameters``. Refuses a parameter's text that is not
of its kind by saying what it may hold; the text itself is never repeated.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.practice.rule_tables import Row, rule_table

HOLD, WARN, INFO, OFF = "hold", "warn", "info", "off"
SEVERITIES = (HOLD, WARN, INFO)
"""From the gravest on."""

ON, IF_REFERENCE = "on", "if_reference"
SCOPE = "payer_id"
"""The parameter that every edit takes: at which payer it holds."""

EDITS_FILE = "edits.csv"
"""Where a practice decides on templates, in its folder of rules."""

LEARNED = "E40"
"""The template of edits that a practice learnt from its own denials."""

Value = str | int | Decimal | bool | tuple[str, ...]

_EXPECTED = {
    "codes": "codes of letters and digits with blanks between them, such as 59 76",
    "days": "a whole number of days, 1 to 3650",
    "count": "a whole number",
    "usd": "dollars with a point and at most two decimals",
    "share": "a number from 0 to 1, such as 0.75",
    "yes_no": "yes or no",
    "word": "letters, digits, dots, dashes and blanks",
}
_FORMS = {
    "codes": r"[0-9A-Z]{1,10}( [0-9A-Z]{1,10})*",
    "days": r"[1-9][0-9]{0,3}",
    "count": r"[0-9]{1,9}",
    "usd": r"[0-9]{1,7}(\.[0-9]{1,2})?",
    "share": r"0(\.[0-9]{1,4})?|1(\.0{1,4})?|\.[0-9]{1,4}",
    "yes_no": r"yes|no",
    "word": r"[0-9A-Za-z][0-9A-Za-z ._:-]{0,79}",
}
_MOST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a practice may set of an edit.

    Attributes:
        kind: What it holds, as the seed calls it.
        default: What holds where nothing is set; None where it must be set.
    """

    name: str
    kind: str
    default: Value | None

    @property
    def expected(self) -> str:
        """Say what its text looks like."""
        return _EXPECTED[self.kind]

    def value(self, text: str) -> Value | None:
        """Return the value of a text, None where it is not of the kind."""
        return _value(self.kind, text)


def as_text(value: Value) -> str:
    """Return a value as the text that means it."""
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


@dataclass(frozen=True, slots=True)
class Template:
    """One check, as the seed has it.

    Attributes:
        form: ``837P``, ``837I`` or ``both``.
        severity: What its findings are where a practice decides nothing else.
        default_state: ``on``, ``off`` or ``if_reference``.
        category: Of the denials it prevents; empty where the adopted edit says it.
        carc_codes: Reason codes it prevents.
        needs: Relations without which it says nothing.
    """

    template_id: str
    title: str
    form: str
    severity: str
    default_state: str
    category: str
    owner_role: str
    carc_codes: tuple[str, ...]
    needs: tuple[str, ...]
    parameters: Mapping[str, Parameter]


@cache
def templates() -> Mapping[str, Template]:
    """Return every template by its id."""
    parameters: dict[str, dict[str, Parameter]] = {}
    for row in rule_table("edit_parameters").rows.values():
        kind, default = row["kind"], row["default_value"]
        value = _value(kind, default) if default else None
        own = parameters.setdefault(row["template_id"], {})
        own[row["parameter"]] = Parameter(row["parameter"], kind, value)
    return {
        row["template_id"]: _template(row, parameters.get(row["template_id"], {}))
        for row in rule_table("edit_templates").rows.values()
    }


def _template(row: Row, parameters: Mapping[str, Parameter]) -> Template:
    return Template(
        template_id=row["template_id"],
        title=row["title"],
        form=row["form"],
        severity=row["severity"],
        default_state=row["default_state"],
        category=row["category"],
        owner_role=row["owner_role"],
        carc_codes=tuple(row["carc_codes"].split()),
        needs=tuple(row["needs"].split()),
        parameters=parameters,
    )


def _value(kind: str, text: str) -> Value | None:
    if not re.fullmatch(_FORMS[kind], text):
        return None
    if kind == "codes":
        return tuple(text.split())
    if kind == "days":
        return int(text) if int(text) <= _MOST_DAYS else None
    if kind == "count":
        return int(text)
    if kind in ("usd", "share"):
        return Decimal(text)
    return text == "yes" if kind == "yes_no" else text
