"""What edits look things up in: settings, tables of rules and the practice's own lists, as tables.

Takes a practice and its lists. Numbers of members and of approvals become tokens before they are
inserted, the same that claims have. Refuses nothing: what is wrong was refused when it was read.
"""

from collections.abc import Collection, Mapping, Sequence

import duckdb

from pipeline.edits.history import OPTIONAL
from pipeline.edits.ncci.keeping import KeptList, kept_lists
from pipeline.edits.ncci.relations import create_ncci, relation_of
from pipeline.edits.relations import create_table, literal
from pipeline.practice import Practice
from pipeline.practice.edit_templates import templates
from pipeline.practice.effective_rules import effective_rows
from pipeline.practice.reference_files import FILES, KINDS, NCCI_FOLDER, Cell, ReferenceList
from pipeline.practice.rule_tables import rule_table
from pipeline.raw_columns import SETTINGS_TABLES
from pipeline.settings_tables import settings_rows
from pipeline.tokens import token

RULES = (
    "add_on_codes",
    "code_validity",
    "coverage_reasons",
    "minute_floors",
    "note_statuses",
    "payer_deadlines",
    "rarc_codes",
    "remark_frequencies",
    "remittance_status_codes",
    "unit_rules",
)
"""Tables of rules that queries may read, each as the practice has it."""

SETTINGS = ("payers", "payer_aliases", "clinicians", "locations", "enrollments", "fees")
"""Settings that queries may read, in the schema ``settings``."""

PAYER_RULES = "payer_rules"

LISTS = {"list_name": "varchar", "changed_on": "date"}
"""The relation ``lists``: the practice's own lists that are there, and when each last changed."""

# A list's column to the token it is stored as, and what the token is made for: as claims have it.
_TOKENS = {
    "member_id": ("member_token", "member_id"),
    "authorization_number": ("reference_token", "reference"),
}
_ROWS_AT_ONCE = 500


def create_reference(
    connection: duckdb.DuckDBPyConnection,
    practice: Practice,
    lists: Mapping[str, ReferenceList],
    secret: bytes,
) -> None:
    """Create every relation that edits look things up in; what is not there is empty."""
    connection.execute("create schema settings")
    create_ncci(connection, ncci_lists(practice))
    rows = settings_rows(practice)
    for name in SETTINGS:
        columns = SETTINGS_TABLES[f"settings_{name}"]
        _fill(connection, f"settings.{name}", columns, rows[f"settings_{name}"])
    for name in RULES:
        table = rule_table(name)
        columns = {column.name: column.kind for column in table.columns.values()}
        cells = [tuple(row.values()) for row in effective_rows(table, practice.rules)]
        _fill(connection, name, columns, cells)
    for name in FILES:
        own = lists.get(name)
        _fill(
            connection,
            name,
            _columns(name),
            [_tokenised(name, row, secret, practice.practice_id) for row in own.rows]
            if own
            else [],
        )
    _fill(connection, "lists", LISTS, [(own.name, own.changed_on) for own in lists.values()])


def ncci_lists(practice: Practice) -> tuple[KeptList, ...]:
    """Return the NCCI lists that were added to a practice."""
    return kept_lists(practice.reference_folder / NCCI_FOLDER)


def missing(
    practice: Practice,
    lists: Mapping[str, ReferenceList],
    no_history: str,
    kept: Collection[str] = (),
) -> dict[str, str]:
    """Return what templates need and is not there, each with the reason.

    Args:
        practice: Whose edits are asked.
        lists: Its lists.
        no_history: Why there is no history; empty where there is.
        kept: What of the past is there beside the claims sent (``history.kept``).
    """
    there = {name for name, own in lists.items() if own.rows}
    there |= {"enrollments"} if practice.contracts.enrollments else set()
    there |= {"fees"} if practice.contracts.fees else set()
    there |= set() if no_history else {"history", *kept}
    there |= {relation_of(one.key.kind) for one in ncci_lists(practice)}
    needs = {need for template in templates().values() for need in template.needs}
    return {
        need: _reason(need, no_history)
        for need in needs
        if need not in there and need not in _kinds_of_rules(lists)
    }


def _kinds_of_rules(lists: Mapping[str, ReferenceList]) -> frozenset[str]:
    """Return ``payer_rules:kind`` of each kind of rule of which there is a row."""
    own = lists.get(PAYER_RULES)
    place = [column.name for column in FILES[PAYER_RULES]].index("rule_kind")
    return frozenset(f"{PAYER_RULES}:{row[place]}" for row in own.rows) if own else frozenset()


def _reason(need: str, no_history: str) -> str:
    if need == "history" or (need in OPTIONAL and no_history):
        return no_history
    if need in OPTIONAL:
        return f"no list of visits with a {need.replace('_', ' ')} was read (docs/exports.md)"
    name, _, kind = need.partition(":")
    if kind:
        return f"reference/{name}.csv has no row of the kind {kind}"
    if name in FILES:
        return f"there is no reference/{name}.csv"
    if name.startswith("ncci_"):
        listed = name.removeprefix("ncci_").replace("_", " ")
        return f"no NCCI list of {listed} was added; triage reference add does it"
    places = {"enrollments": "contracts/credentialing.csv", "fees": "contracts/fee_schedule.csv"}
    return f"there is no {places.get(name, name.replace('_', ' '))}"


def _columns(name: str) -> dict[str, str]:
    return {
        _TOKENS.get(column.name, (column.name, ""))[0]: KINDS[column.kind].sql
        for column in FILES[name]
    }


def _tokenised(name: str, row: Sequence[Cell], secret: bytes, practice_id: str) -> tuple[Cell, ...]:
    """Return a row with tokens in the place of numbers that could be one person's."""
    return tuple(
        token(str(cell), _TOKENS[column.name][1], secret, practice_id)
        if cell is not None and column.name in _TOKENS
        else cell
        for column, cell in zip(FILES[name], row, strict=True)
    )


def _fill(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, str],
    rows: Sequence[Sequence[object]],
) -> None:
    create_table(connection, name, columns)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[start : start + _ROWS_AT_ONCE]
        # As text of SQL: a bound value costs the driver a hundred times what its text does.
        written = ", ".join(f"({', '.join(map(literal, row))})" for row in some)
        connection.execute(f"insert into {name} values {written}")  # noqa: S608
