"""Tokens in the place of what names a person, made before anything is stored.

Takes the tables of readings, with member ids, birth dates and first names in memory only. Gives
back tables that hold tokens: HMAC-SHA256 with the home's secret over practice and member id, for a
dependent over the subscriber's member id, birth date and first name (a dependent has no id of its
own in an 837). 32 hex digits; equal ids give equal tokens in one practice and in no other. Refuses
nothing: what was not sent has no token.
"""

import hmac
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.raw_tables import MASK_OF, TOKEN_OF
from pipeline.x12.arrow import texts
from pipeline.x12.layouts import RAW_COLUMNS, Kind

_HEX_DIGITS = 32
_SUBSCRIBER, _DEPENDENT = "IL", "QC"
_MEMBERS, _LEVELS, _BIRTHS = "submitted_members", "submitted_hierarchy", "submitted_demographics"

# A dependent's level follows its subscriber's (837 guides, loop 2000C), so a subscriber is looked
# for this many levels back: what is remembered must not grow with the file. Decided 2026-11-25.
LEVELS_REMEMBERED = 10_000

# A payer is an organisation; where its NM102 says person, name and number are somebody's (a wrong
# loop, or a person who pays). Decided 2026-11-29.
_OF_PERSONS = {
    "status_payers": ("name", "identifier"),
    "submitted_payers": ("name", "identifier"),
}
_PERSON = "1"

# PLB01 holds an NPI, or what older payers put there: nine digits of a tax number, which of a
# clinician by herself is her social security number. Decided 2026-11-29.
_NPI_ONLY = {"provider_adjustments": "provider_identifier"}
_NPI = re.compile(r"[0-9]{10}")

Level = tuple[str, int | None]
"""A file and the segment that opens a hierarchy level in it."""


class Tokens:
    """Turns the readings of one practice's files into what is stored, in the order of the parts.

    The last hierarchy level of a part may go on in the next one. Its members wait until it is over,
    and `rest` gives them at the end.
    """

    def __init__(self, secret: bytes, practice_id: str) -> None:
        """Start before the first part."""
        self._secret = secret
        self._practice_id = practice_id
        self._waiting: dict[str, pa.Table] = {}
        self._levels = _Levels()

    def stored(self, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
        """Return the tables that are stored, each private column replaced by its token or dropped.

        Args:
            tables: Every table of a reading.
        """
        arrived = dict(tables)
        for name, rows in self._waiting.items():
            arrived[name] = pa.concat_tables([rows, arrived[name]])
        self._levels.open(arrived[_LEVELS], arrived[_MEMBERS])
        ready = {}
        for name in (_MEMBERS, _BIRTHS):
            ready[name], self._waiting[name] = self._levels.parted(arrived[name])
        stored = self._with_tokens(arrived | ready)
        self._levels.forget()
        return stored

    def rest(self) -> dict[str, pa.Table]:
        """Return the members that waited for the end of their level."""
        waiting, self._waiting = self._waiting, {}
        return self._with_tokens(waiting) if waiting else {}

    def in_rows(self, table: pa.Table, private: Iterable[str]) -> pa.Table:
        """Return the rows of a list as stored, each private column replaced by its token."""
        for column in private:
            tokens = self._tokens(table.column(column), column)
            place = table.column_names.index(column)
            table = table.set_column(place, TOKEN_OF[column], tokens)
        return table

    def _with_tokens(self, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
        stored = {name: table for name, table in tables.items() if name in RAW_COLUMNS}
        for name, table in stored.items():
            table = _without_persons(name, table)
            private = [column for column, kind in RAW_COLUMNS[name].items() if kind is Kind.PRIVATE]
            kept = table.drop_columns([column for column in private if column not in TOKEN_OF])
            for column in set(private) & set(TOKEN_OF):
                values = table.column(column)
                if (name, column) in MASK_OF:
                    kept = kept.append_column(MASK_OF[name, column], masks(values))
                if name == _MEMBERS:
                    values = self._levels.with_dependents(table, values, tables[_BIRTHS])
                tokens = self._tokens(values, column)
                kept = kept.set_column(kept.column_names.index(column), TOKEN_OF[column], tokens)
            stored[name] = kept
        return stored

    def _tokens(self, values: pa.ChunkedArray, purpose: str) -> pa.ChunkedArray:
        """Return the token of each value; each different value is hashed once."""
        coded = values.dictionary_encode().unify_dictionaries()
        if not coded.num_chunks:
            return values
        said = coded.chunk(0).dictionary.to_pylist()
        tokens = texts([token(one, purpose, self._secret, self._practice_id) for one in said])
        return pa.chunked_array([tokens.take(part.indices) for part in coded.chunks], pa.string())


def _without_persons(name: str, table: pa.Table) -> pa.Table:
    """Empty what may name a person although its column is not meant to."""
    for column in _OF_PERSONS.get(name, ()):
        kinds = table.column("entity_type_code").to_pylist()
        table = _emptied(table, column, [kind == _PERSON for kind in kinds])
    if name in _NPI_ONLY:
        column = _NPI_ONLY[name]
        values = table.column(column).to_pylist()
        table = _emptied(table, column, [not _NPI.fullmatch(value or "") for value in values])
    return table


def _emptied(table: pa.Table, column: str, where: Sequence[bool]) -> pa.Table:
    if not any(where):
        return table
    values = zip(table.column(column).to_pylist(), where, strict=True)
    kept = texts([None if is_emptied else value for value, is_emptied in values])
    return table.set_column(table.column_names.index(column), column, kept)


def token(value: str, purpose: str, secret: bytes, practice_id: str) -> str:
    """Return the token of one value; ``purpose`` keeps equal texts of different columns apart."""
    said = "\0".join((purpose, practice_id, value.strip().upper()))
    return hmac.digest(secret, said.encode(), "sha256").hex()[:_HEX_DIGITS]


def masks(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the shape of each value: A for a letter, N for a digit, - for anything else.

    Many people have one shape, so it tells a typing error and nobody's number.
    """
    shapes = pc.call_function("utf8_upper", [pc.call_function("utf8_trim_whitespace", [values])])
    for pattern, sign in (("[^0-9A-Z]", "-"), ("[A-Z]", "A"), ("[0-9]", "N")):
        replaced = pc.ReplaceSubstringOptions(pattern, sign)
        shapes = pc.call_function("replace_substring_regex", [shapes], replaced)
    return shapes


class _Levels:
    """The hierarchy levels read last, and the subscribers in them."""

    def __init__(self) -> None:
        self._opened_count = 0
        self._last: Level = ("", None)
        self._opened: dict[tuple[str, int | None, str | None], tuple[int, int]] = {}
        self._above: dict[Level, Level] = {}
        self._subscribers: dict[Level, str | None] = {}

    def open(self, levels: pa.Table, members: pa.Table) -> None:
        """Take the levels of a part; all before its last one are over."""
        near = levels if _has_dependents(members) else _last_rows(levels)
        self._opened_count += levels.num_rows - near.num_rows
        columns = ("file_id", "transaction_segment", "segment_number", "hierarchy_id", "parent_id")
        for file, set_, number, own, parent in _records(near, *columns):
            self._opened_count += 1
            above, ordinal = self._opened.get((file, set_, parent), (None, 0))
            if above is not None and self._opened_count - ordinal <= LEVELS_REMEMBERED:
                self._above[file, number] = (file, above)
            _remember(self._opened, (file, set_, own), (number, self._opened_count))
            self._last = (file, number)

    def parted(self, rows: pa.Table) -> tuple[pa.Table, pa.Table]:
        """Part the rows of levels that are over from those of the level that is open."""
        file, number = self._last
        is_open = (pc.field("file_id") == file) & (pc.field("hierarchy_segment") == number)
        return rows.filter(is_open.is_null() | ~is_open), rows.filter(is_open)

    def with_dependents(
        self, members: pa.Table, member_ids: pa.ChunkedArray, births: pa.Table
    ) -> pa.ChunkedArray:
        """Return member ids in which a dependent's stands for subscriber, birth date, first name.

        Remembers the subscribers it meets for the dependents of later parts.
        """
        self._remember_subscribers(members)
        if not _has_dependents(members):
            return member_ids
        born = {
            (file, level): birth
            for file, level, claim, birth in _records(
                births, "file_id", "hierarchy_segment", "claim_segment", "birth_date"
            )
            if claim is None
        }
        columns = ("file_id", "hierarchy_segment", "entity_code", "first_name")
        ids = member_ids.to_pylist()
        for row, (file, number, entity, name) in enumerate(_records(members, *columns)):
            level = (file, number)
            if entity == _DEPENDENT:
                subscriber = self._subscribers.get(self._above.get(level, level))
                if subscriber:
                    ids[row] = "\0".join((subscriber, born.get(level) or "", name or ""))
        return pa.chunked_array([texts(ids)])

    def forget(self) -> None:
        """Forget levels that are too far back to be anybody's subscriber."""
        for remembered in (self._opened, self._above, self._subscribers):
            _keep_last(remembered)

    def _remember_subscribers(self, members: pa.Table) -> None:
        # An IL inside a claim is the subscriber of another payer.
        is_subscriber = (pc.field("entity_code") == _SUBSCRIBER) & pc.field(
            "claim_segment"
        ).is_null()
        subscribers = members.filter(is_subscriber)
        near = subscribers if _has_dependents(members) else _last_rows(subscribers)
        for file, number, member_id in _records(near, "file_id", "hierarchy_segment", "member_id"):
            _remember(self._subscribers, (file, number), member_id)


def _has_dependents(members: pa.Table) -> bool:
    return members.filter(pc.field("entity_code") == _DEPENDENT).num_rows > 0


def _last_rows(rows: pa.Table) -> pa.Table:
    return rows.slice(max(0, rows.num_rows - LEVELS_REMEMBERED))


def _remember(known: dict[Any, Any], key: Hashable, value: object) -> None:
    """Put a value behind all others."""
    known.pop(key, None)
    known[key] = value


def _keep_last(known: dict[Any, Any]) -> None:
    for oldest in list(known)[:-LEVELS_REMEMBERED]:
        del known[oldest]


def _records(table: pa.Table, *columns: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table.column(column).to_pylist() for column in columns), strict=True)
