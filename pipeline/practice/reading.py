"""A settings file as a validated object, or the list of what is wrong with it.

Takes the path of a TOML file and the model it must fit. Refuses by returning problems, each with
its line; a value is never repeated, because people paste secrets into the wrong place.
"""

import difflib
import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from pipeline.errors import Problem, TriageError
from pipeline.practice.section import Section
from pipeline.practice.settings import KEY_PATTERN, NPI_PATTERN
from pipeline.practice.toml_text import Location, line_of

Model = TypeVar("Model", bound=Section)

WHY = "Nothing runs for this practice until its settings are unambiguous."

_EXPECTED = {
    "bool_type": "true or false",
    "int_type": "a whole number without quotes",
    "int_from_float": "a whole number",
    "string_type": "text in quotes",
    "date_type": "a date such as 2026-12-25, without quotes",
    "tuple_type": "a list in square brackets",
    "dict_type": "a table",
    "model_type": "a table",
    "decimal_type": "an amount such as 35.00",
    "string_too_short": "text that is not empty",
    KEY_PATTERN: "lower-case letters, digits, - and _, at most 40",
    NPI_PATTERN: "ten digits in quotes",
}


class SettingsError(TriageError):
    """Settings that cannot be used as they stand."""

    exit_code = 2


def read_settings(path: Path, model: type[Model]) -> tuple[Model | None, str, list[Problem]]:
    """Return the settings in ``path`` or None, their text, and every problem found in it.

    The text is read once: an editor may save, and for a moment take the file away, at any time.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = f"The file cannot be read as text ({type(error).__name__})."
        remedy = "Restore it, or write it with triage init."
        return None, "", [Problem(str(path), what, WHY, remedy)]
    try:
        parsed = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return None, text, [_broken(path, text, str(error))]
    try:
        return model.model_validate(parsed), text, []
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False)
        return None, text, [_problem(path, text, detail, model) for detail in details]


def place(path: Path, text: str, location: Location) -> str:
    """Name a line of a settings file the way an editor does."""
    return f"{path}, line {line_of(text, location)}"


def _broken(path: Path, text: str, message: str) -> Problem:
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line = int(found[1]) if found else len(text.splitlines())
    what = re.sub(r"\s*\(at .*?\)", "", message).split(":")[0]
    return Problem(
        f"{path}, line {line}",
        f"This is not TOML: {what}.",
        WHY,
        "Mend the line: text stands in quotes, lists in [ ], one key a line.",
    )


def _problem(path: Path, text: str, detail: ErrorDetails, model: type[Section]) -> Problem:
    location: Location = tuple(part for part in detail["loc"] if part != "[key]")
    key = next((part for part in reversed(location) if isinstance(part, str)), "")
    kind = detail["type"]
    where = place(path, text, location)
    if kind == "extra_forbidden":
        remedy = _suggestion(key, _keys_beside(model, location))
        return Problem(where, f"Nothing is called {key} here.", WHY, remedy)
    if kind == "missing":
        return Problem(where, f"{key} is missing.", WHY, f"Add a line {key} = … to this table.")
    if kind == "literal_error":
        expected = detail.get("ctx", {}).get("expected", "")
        return Problem(where, f"{key} is not one of the known words.", WHY, f"Use {expected}.")
    if kind == "value_error":
        reason = str(detail["msg"]).removeprefix("Value error, ")
        return Problem(where, f"{key} {reason}.", WHY, f"Correct {key}.")
    if kind == "string_pattern_mismatch":
        kind = detail.get("ctx", {}).get("pattern", kind)
    expected = _EXPECTED.get(kind, str(detail["msg"]).removeprefix("Input should be "))
    expected = expected.removeprefix("Input should ")
    return Problem(where, f"{key} is not what it should be.", WHY, f"Write {key} as {expected}.")


def _keys_beside(model: type[Section], location: Location) -> Sequence[str]:
    """Return the keys that are known in the table that ``location`` stands in."""
    fields = model.model_fields
    for part in location[:-1]:
        if isinstance(part, str) and part in fields:
            fields = _fields_of(fields[part].annotation)
    return list(fields)


def _fields_of(annotation: Any) -> dict[str, FieldInfo]:
    kind = get_args(annotation)[0] if get_origin(annotation) is tuple else annotation
    return kind.model_fields if isinstance(kind, type) and issubclass(kind, Section) else {}


def _suggestion(key: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    if close:
        return f"Did you mean {close[0]}?"
    return f"Known here: {', '.join(known)}." if known else "Remove the line."
