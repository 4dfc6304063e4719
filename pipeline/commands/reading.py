"""``sql``, ``explain``, ``export``: the published copy read, without Dagster."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.home_option import home_option

if TYPE_CHECKING:
    import duckdb

ROWS_SHOWN = 200
_ROWS_A_FETCH = 10_000


@click.command()
@click.argument("query", required=False)
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV, every row.")
@home_option
def sql(home: Path, query: str | None, as_csv: bool) -> None:
    """Ask the published warehouse: a query, a query on standard input, or a shell."""
    from pipeline.resources.published import published

    with published(home) as connection:
        if query is None and sys.stdin.isatty():
            _shell(connection)
        elif as_csv:
            _write_csv(connection, query or sys.stdin.read())
        else:
            _write_table(connection, query or sys.stdin.read())


@click.command()
@click.argument("name", metavar="CLAIM|CAUSE")
@click.option("--practice", help="Key of the practice, where several use the name.")
@home_option
def explain(home: Path, name: str, practice: str | None) -> None:
    """Tell a claim's whole story and its rules, or what a cause (cause:…) rests on."""
    from pipeline.commands.cause_story import PREFIX, cause_story
    from pipeline.commands.story import story_of
    from pipeline.resources.published import published

    told = cause_story if name.startswith(PREFIX) else story_of
    with published(home) as connection:
        for line in told(connection, name, practice):
            click.echo(line)


@click.command()
@click.option("--practice", help="Key of the one practice [default: all].")
@home_option
def causes(home: Path, practice: str | None) -> None:
    """List where denials changed or concentrate, as the newest packet has it."""
    from pipeline.commands.cause_story import causes_of
    from pipeline.resources.published import published

    with published(home) as connection:
        for line in causes_of(connection, practice):
            click.echo(line)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--practice", help="Key of the one practice to write [default: all].")
@home_option
def export(home: Path, folder: Path, practice: str | None) -> None:
    """Write the facts as Parquet into FOLDER, a folder a table and a week."""
    from pipeline.resources.parquet_export import export_facts
    from pipeline.resources.published import published

    with published(home) as connection:
        written = export_facts(connection, folder, practice)
    click.echo(
        f"{sum(written.rows.values())} rows of {len(written.rows)} tables, "
        f"as of {written.as_of_on}: {folder}"
    )


def _relation(connection: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyRelation | None:
    import duckdb

    from pipeline.errors import Problem
    from pipeline.resources.published import QueryError

    try:
        return connection.sql(query)
    except duckdb.Error as error:
        raise QueryError(
            Problem(
                "The query",
                str(error).strip().splitlines()[0],
                "It has no answer as it stands.",
                'Correct it; tables are listed by: triage sql "show all tables"',
            )
        ) from error


def _write_table(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    relation = _relation(connection, query)
    if relation is not None:
        width = None if sys.stdout.isatty() else 1_000
        relation.show(max_rows=ROWS_SHOWN, max_width=width)  # type: ignore[arg-type]


def _write_csv(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    relation = _relation(connection, query)
    if relation is None:
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(relation.columns)
    while rows := relation.fetchmany(_ROWS_A_FETCH):
        writer.writerows(rows)


def _shell(connection: duckdb.DuckDBPyConnection) -> None:
    from pipeline.resources.published import QueryError

    click.echo("The published warehouse, to read. End a query with ; and leave with Ctrl-D.")
    lines: list[str] = []
    while True:
        try:
            lines.append(input("...... " if lines else "triage> "))
        except EOFError:
            click.echo()
            return
        if lines[-1].rstrip().endswith(";"):
            try:
                _write_table(connection, "\n".join(lines))
            except QueryError as error:
                click.echo(str(error), err=True)
            lines = []
