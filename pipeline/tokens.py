"""Tokens in the place of what names a person, made before anything is stored.

Takes the tables of a reading, with member ids, birth dates and first names in memory only. Gives
back tables that hold tokens: HMAC-SHA256 with the home's secret over practice and member id, for a
dependent over the subscriber's member id, birth date and first name (a dependent has no id of its
own in an 837). 32 hex digits; equal ids give equal tokens in one practice and in no other. Refuses
nothing: what was not sent has no token.
"""

import hmac
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from pipeline.raw_tables import TOKEN_OF
from pipeline.x12.arrow import texts
from pipeline.x12.layouts import RAW_COLUMNS, Kind

_HEX_DIGITS = 32

Level = tuple[str, int | None]
"""A file and the segment that opens a hierarchy level in it."""


def with_tokens(
    tables: Mapping[str, pa.Table], secret: bytes, practice_id: str
) -> dict[str, pa.Table]:
    """Return the tables that are stored, each private column replaced by its token or dropped."""
    stored = {name: table for name, table in tables.items() if name in RAW_COLUMNS}
    for name, table in stored.items():
        private = [column for column, kind in RAW_COLUMNS[name].items() if kind is Kind.PRIVATE]
        kept = table.drop_columns([column for column in private if column not in TOKEN_OF])
        for column in set(private) & set(TOKEN_OF):
            values = table.column(column).to_pylist()
            if name == "submitted_members":
                values = _with_dependents(values, tables)
            tokens = texts(_tokens(values, column, secret, practice_id))
            kept = kept.set_column(kept.column_names.index(column), TOKEN_OF[column], tokens)
        stored[name] = kept
    return stored


def token(value: str, purpose: str, secret: bytes, practice_id: str) -> str:
    """Return the token of one value; ``purpose`` keeps equal texts of different columns apart."""
    said = "\0".join((purpose, practice_id, value.strip().upper()))
    return hmac.digest(secret, said.encode(), "sha256").hex()[:_HEX_DIGITS]


def _tokens(
    values: Sequence[str | None], purpose: str, secret: bytes, practice_id: str
) -> list[str | None]:
    made = {
        value: token(value, purpose, secret, practice_id)
        for value in set(values)
        if value is not None
    }
    return [None if value is None else made[value] for value in values]


def _with_dependents(
    member_ids: Sequence[str | None], tables: Mapping[str, pa.Table]
) -> list[str | None]:
    """Return member ids in which a dependent's stands for subscriber, birth date and first name."""
    members = tables["submitted_members"]
    entities = members.column("entity_code").to_pylist()
    if "QC" not in entities:
        return list(member_ids)
    levels = list(_records(members, "file_id", "hierarchy_segment"))
    claims = members.column("claim_segment").to_pylist()
    names = members.column("first_name").to_pylist()
    # An IL inside a claim is the subscriber of another payer.
    subscribers = {
        level: member_id
        for level, claim, entity, member_id in zip(
            levels, claims, entities, member_ids, strict=True
        )
        if entity == "IL" and claim is None
    }
    parents, births = _parents(tables), _births(tables)
    ids = list(member_ids)
    for row, entity in enumerate(entities):
        if entity == "QC":
            level = levels[row]
            subscriber = subscribers.get(parents.get(level, level))
            if subscriber:
                ids[row] = "\0".join((subscriber, births.get(level) or "", names[row] or ""))
    return ids


def _parents(tables: Mapping[str, pa.Table]) -> dict[Level, Level]:
    """Return the level above each level, both by the segment that opens them."""
    columns = ("file_id", "transaction_segment", "segment_number", "hierarchy_id", "parent_id")
    rows = list(_records(tables["submitted_hierarchy"], *columns))
    opened = {(file, set_, own): number for file, set_, number, own, _ in rows}
    return {
        (file, number): (file, opened.get((file, set_, above)))
        for file, set_, number, _, above in rows
    }


def _births(tables: Mapping[str, pa.Table]) -> dict[Level, str | None]:
    """Return the birth date of each level's own person."""
    columns = ("file_id", "hierarchy_segment", "claim_segment", "birth_date")
    rows = _records(tables["submitted_demographics"], *columns)
    return {(file, level): birth for file, level, claim, birth in rows if claim is None}


def _records(table: pa.Table, *columns: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table.column(column).to_pylist() for column in columns), strict=True)
