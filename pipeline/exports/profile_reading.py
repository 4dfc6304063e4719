"""A profile out of its TOML, or everything that is wrong with it.

Takes the text of a file and its name. A profile holds headings and no patient, so the sentences
about it repeat them.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pipeline.errors import Problem, TriageError
from pipeline.exports.profile import Place, Profile
from pipeline.exports.profile_file import ProfileFile
from pipeline.exports.profile_meaning import wrong_in

WHY = "No list of this product is read until its profile is unambiguous."

_AS_THEY_ARE = {
    "product", "extract", "evidence", "source", "required", "optional", "keys", "dropped",
    "unused", "date_order", "decimal_mark",
}  # fmt: skip


class ProfileError(TriageError):
    """A profile that cannot be used as it stands."""

    exit_code = 2


def read_profile(where: str, text: str, *, is_own: bool) -> Profile:
    """Return the profile in a TOML text.

    Args:
        where: The file's name, for its errors.
        text: The file.
        is_own: Whether a practice brought it.

    Raises:
        ProfileError: With every problem found, each with its line.
    """
    try:
        file = ProfileFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(_no_toml(where, text, str(error))) from error
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False)
        raise ProfileError(*(_misshapen(where, text, detail) for detail in details)) from error
    wrong = wrong_in(file)
    if wrong:
        raise ProfileError(
            *(Problem(_place(where, text, key), what, WHY, remedy) for key, what, remedy in wrong)
        )
    return _profile(file, is_own=is_own)


def _profile(file: ProfileFile, *, is_own: bool) -> Profile:
    return Profile(
        profile_id=file.id,
        columns={
            column: tuple(Place(place.heading, place.nth, place.sign) for place in places)
            for column, places in file.columns.items()
        },
        aliases=file.aliases,
        only={heading: _small(words) for heading, words in file.only.items()},
        null_words=_small(file.null_words),
        total_words=_small(file.total_words),
        statuses=dict(zip(_small(file.statuses), file.statuses.values(), strict=True)),
        is_own=is_own,
        **file.model_dump(include=_AS_THEY_ARE),
    )


def _small(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _no_toml(where: str, text: str, message: str) -> Problem:
    found = re.search(r"line (\d+)", message)
    line = found[1] if found else len(text.splitlines())
    remedy = "Mend the line: text stands in quotes, lists in [ ], one key a line."
    return Problem(f"{where}, line {line}", "This is not TOML.", WHY, remedy)


def _misshapen(where: str, text: str, detail: ErrorDetails) -> Problem:
    path = [str(part) for part in detail["loc"] if isinstance(part, str) and part != "[key]"]
    key = path[-1] if path else ""
    context: Mapping[str, Any] = detail.get("ctx", {})
    known = ", ".join(ProfileFile.model_fields)
    what, remedy = {
        "missing": (f"{key} is missing.", f"Add it; a profile has the keys {known}."),
        "extra_forbidden": (f"Nothing is called {key} here.", f"Known here: {known}."),
        "literal_error": (f"{key} is none of the known words.", f"Use {context.get('expected')}."),
        "value_error": (f"{key} is none of the known words.", f"Use {context.get('error')}."),
    }.get(
        detail["type"],
        (f"{key} is not what it should be.", f"{detail['msg'].removeprefix('Input ')}."),
    )
    return Problem(_place(where, text, key), what, WHY, remedy[:1].upper() + remedy[1:])


def _place(where: str, text: str, key: str) -> str:
    """Name the line that a key or a heading stands in; the file alone where none has it."""
    name = re.escape(key)
    sought = re.compile(rf"^\s*\[{name}\]|(?:^|[\s{{,])\"?{name}\"?\s*=|[\"']{name}[\"']")
    for number, line in enumerate(text.splitlines(), start=1):
        if key and sought.search(line):
            return f"{where}, line {number}"
    return where
