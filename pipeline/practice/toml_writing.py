"""Settings written as TOML that explains itself.

Takes validated settings. Every key is written with the description its model gives it; a key that
was left out and a table without entries are written as a comment to start from.
"""

import datetime as dt
import json
import textwrap
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pipeline.practice.delivery_settings import Recipient
from pipeline.practice.logins import Login
from pipeline.practice.roles import OwnerRole
from pipeline.practice.secret_references import SecretReference
from pipeline.practice.section import Section
from pipeline.practice.settings import (
    Clinician,
    HomeSettings,
    Location,
    Payer,
    PracticeSettings,
)
from pipeline.practice.source_settings import RemoteSource

_EXAMPLES: dict[type[Section], Section] = {
    RemoteSource: RemoteSource(
        url="sftp://sftp.example.com/outbound", user="practice", key_file="clearinghouse.key"
    ),
    Payer: Payer(id="acme", name="Acme Health Plan", identifiers=("12345",)),
    Clinician: Clinician(npi="1000000004", initials="AB", started_on=dt.date(2026, 1, 5)),
    Location: Location(id="main", name="Main office", npi="1000000012"),
    Recipient: Recipient(address="manager@practice.example", roles=("billing_manager",)),
}


def practice_toml(settings: PracticeSettings) -> str:
    """Write one ``practice.toml``."""
    lines = [
        "# Settings of one practice. After a change: triage check",
        *_table("practice", settings.practice),
        *_table("sources", settings.sources),
        *_tables("remote_sources", RemoteSource, settings.remote_sources),
        *_table("thresholds", settings.thresholds),
        *_table("kits", settings.kits),
        *_table("scrub", settings.scrub),
        *_table("delivery", settings.delivery),
        *_table("at_rest", settings.at_rest),
        *_owners(settings),
        *_tables("payers", Payer, settings.payers),
        *_tables("clinicians", Clinician, settings.clinicians),
        *_tables("locations", Location, settings.locations),
        *_tables("recipients", Recipient, settings.recipients),
    ]
    return "\n".join(lines) + "\n"


def home_toml(settings: HomeSettings) -> str:
    """Write one ``home.toml``."""
    lines = [
        "# Settings that all practices of this home share. After a change: triage check",
        *_keys(settings, described=frozenset(HomeSettings.model_fields)),
        *_table("delivery", settings.delivery),
        *_table("mail", settings.mail),
        *_table("operator", settings.operator),
        *_table("at_rest", settings.at_rest),
    ]
    return "\n".join(lines) + "\n"


def _table(name: str, section: Section) -> Iterator[str]:
    yield ""
    yield from _comment(type(section).__doc__ or "")
    yield f"[{name}]"
    unused = _unused_login(section)
    described = frozenset(type(section).model_fields) - unused
    yield from _keys(section, described, unused)


def _unused_login(section: Section) -> frozenset[str]:
    """Return the keys of a login that a table may have and has not.

    They are explained at ``[[remote_sources]]``; most folders need none of them.
    """
    if not isinstance(section, Login):
        return frozenset()
    return frozenset(Login.model_fields) - frozenset(section.login)


def _tables(name: str, kind: type[Section], entries: Iterable[Section]) -> Iterator[str]:
    """Write an array of tables; its keys are explained in the first entry only."""
    described = frozenset(kind.model_fields)
    for entry in entries:
        yield f"\n[[{name}]]"
        yield from _keys(entry, described)
        described = frozenset()
    if described:
        yield ""
        yield from _comment(f"{kind.__doc__} Take the # away to add one, repeat to add more.")
        yield f"# [[{name}]]"
        for line in _keys(_EXAMPLES[kind], described):
            yield line if line.startswith("#") else f"# {line}"


def _owners(settings: PracticeSettings) -> Iterator[str]:
    yield ""
    yield from _comment(PracticeSettings.model_fields["owners"].description or "")
    yield "[owners]"
    for role in get_args(OwnerRole):
        held = settings.owners.get(role)
        yield f"{role} = {toml_value(held)}" if held else f'# {role} = "AB"'


def _keys(
    section: BaseModel, described: frozenset[str], left_out: frozenset[str] = frozenset()
) -> Iterator[str]:
    for key, field in type(section).model_fields.items():
        value = getattr(section, key)
        is_table = isinstance(value, Section) and not isinstance(value, SecretReference)
        if is_table or key in left_out:
            continue
        if key in described:
            yield from _comment(field.description or "")
        if value is not None:
            yield f"{key} = {toml_value(value)}"
        elif key in described:
            yield f"# {key} = {_example(field)}"


def _example(field: FieldInfo) -> str:
    return toml_value(field.examples[0]) if field.examples else '""'


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, 88)]


def toml_value(value: object) -> str:
    """Write one value; text is escaped as JSON is, which TOML's basic strings share."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(toml_value(item) for item in value)}]"
    if isinstance(value, SecretReference):
        place = "env" if value.env else "file"
        return f"{{ {place} = {toml_value(getattr(value, place))} }}"
    return json.dumps(value, ensure_ascii=False)
