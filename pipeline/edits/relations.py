"""The relations that an edit's query may read, each a file of SQL over what was sent.

Takes a connection in which the schemas ``sent`` and ``settings`` and the table ``judging`` are
filled, from an outgoing file or from the warehouse. Refuses nothing.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipeline.raw_tables import TYPES, stored_columns
from pipeline.resources.databases import quoted
from pipeline.x12.layouts import IN_MEMORY_ONLY, LAYOUTS

FOLDER = Path(__file__).parent / "relations"

SENT_TABLES = ("transactions", *sorted(set(LAYOUTS["837"].tables) - IN_MEMORY_ONLY))
"""Raw tables that hold what was sent; the schema ``sent`` has them, with ``known_on``."""

RELATIONS = (
    "claim_levels",
    "sent_payers",
    "claims",
    "lines",
    "claim_dates",
    "claim_references",
    "line_approvals",
    "claim_providers",
    "claim_taxonomies",
    "claim_health_codes",
    "claim_adjustments",
    "other_payers",
    "line_answers",
    "service_minutes",
    "standing_services",
    "claim_statements",
    "filing_clocks",
    "claim_faults",
    "unchecked",
    "file_gaps",
)
"""In the order in which they are made; each reads those before it."""

JUDGING = {
    "practice_id": "varchar",
    "batch_id": "varchar",
    "as_of_on": "date",
    "judged_on": "date",
}
"""The one row that says how claims are judged: ``batch_id`` of all that goes out together (none: a
file is a batch), ``as_of_on`` the day of sending and ``judged_on`` the day before which history was
known (none: both are the day on which the claim became known)."""

FILE_TABLES: Mapping[str, Mapping[str, str]] = {
    "files": {"file_id": "varchar", "format": "varchar"},
    "findings": {
        "file_id": "varchar",
        "segment_number": "integer",
        "byte_offset": "bigint",
        "code": "varchar",
        "severity": "varchar",
        "problem": "varchar",
        "remedy": "varchar",
    },
}
"""What is said of the files beside their rows."""

_MACROS = (
    # What may be shown of an element: a code, never what somebody wrote in its place.
    "create macro as_code(value) as case when regexp_full_match(value, "
    "'[0-9A-Z]{1,2}|[A-Z]?[0-9]{3,5}[A-Z]?') then value "
    "else 'something that is no code' end",
    "create macro as_number(value) as case when regexp_full_match(value, '[!-~]{1,38}') then value "
    "else 'without a number' end",
    # Of a payer's rule, what its value says of a name; nothing where it does not say it.
    "create macro payer_term(value, name) as nullif(trim(regexp_extract("
    "value, '(?:^|;)\\s*' || name || '\\s*=([^;]*)', 1)), '')",
    "create macro payer_codes(value, name) as string_split(payer_term(value, name), ' ')",
    "create macro in_force(from_on, through_on, day) as "
    "(from_on is null or day >= from_on) and (through_on is null or day <= through_on)",
    # The check digit of a national provider identifier: Luhn, with the prefix 80840 as 24 (CMS).
    "create macro is_npi(value) as coalesce(regexp_full_match(value, '[12][0-9]{9}') and (24 + "
    "list_sum([case when place % 2 = 1 then digit * 2 - case when digit > 4 then 9 else 0 end "
    "else digit end for digit, place in [try_cast(one as int) for one in "
    "string_split(value, '')]])) % 10 = 0, false)",
    # A quantity of three decimals without the zeros nobody needs.
    "create macro as_quantity(value) as rtrim(rtrim(cast(cast(value as decimal(12,3)) as varchar), "
    "'0'), '.')",
    "create macro as_codes(codes) as case when len(codes) = 0 then 'none' "
    "else list_aggregate(list_transform(codes, lambda one: as_code(one)), 'string_agg', ' ') end",
    "create macro key_part(value) as coalesce(length(value) || '=' || value, '~')",
    # As the macro patient_token of the models makes it.
    "create macro patient_token(practice, payer, member) as case when member is not null then "
    "left(sha256(key_part(practice) || '|' || key_part(payer) || '|' || key_part(member)), 32) end",
)


def sent_columns(table: str) -> dict[str, str]:
    """Return the columns of a table of the schema ``sent`` and their types."""
    kinds = {name: TYPES[kind] for name, kind in stored_columns(table).items()}
    return kinds | {"known_on": "date"}


def create_sent(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables of the schema ``sent`` and the table ``judging``, empty."""
    connection.execute("create schema sent")
    tables = {f"sent.{name}": sent_columns(name) for name in SENT_TABLES}
    tables |= {f"sent.{name}": columns for name, columns in FILE_TABLES.items()}
    for name, columns in (tables | {"judging": JUDGING}).items():
        create_table(connection, name, columns)


def create_table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str]
) -> None:
    """Create a table, in the place of one of that name."""
    listed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    connection.execute(f"create or replace table {name} ({listed})")


def literal(value: object) -> str:
    """Write a value as SQL; what is neither a truth nor a list is text that its column casts."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(literal, value))}]"
    return quoted(str(value))


def create_relations(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every relation out of what was sent."""
    for macro in _MACROS:
        connection.execute(macro)
    for name in RELATIONS:
        query = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
        connection.execute(f"create table {name} as {query}")
