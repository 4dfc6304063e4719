"""``raw.source_looks``: what each look into a source came to.

Takes the looks that the landing archive keeps, and replaces a practice's rows by them: the table is
made of the archive alone. Refuses nothing; of two looks into one source at one instant the later
line stands.
"""

import datetime as dt
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from pipeline.raw_tables import create_raw_tables
from pipeline.resources.source_looks import Look
from pipeline.resources.warehouse import transaction


def replace_looks(
    connection: duckdb.DuckDBPyConnection, practice_id: str, looks: Sequence[Look]
) -> int:
    """Write a practice's looks anew; return how many."""
    create_raw_tables(connection)
    once = list({(look.source, look.looked_at): look for look in looks}.values())
    with transaction(connection):
        connection.execute("delete from raw.source_looks where practice_id = ?", [practice_id])
        if once:
            arriving = _table(once)
            connection.execute(
                "insert into raw.source_looks by name select ? as practice_id, * from arriving",
                [practice_id],
            )
            del arriving
    return len(once)


def _table(looks: Sequence[Look]) -> pa.Table:
    return pa.table(
        {
            "source": [look.source for look in looks],
            "looked_at": [look.looked_at.astimezone(dt.UTC).replace(tzinfo=None) for look in looks],
            "looked_on": [look.looked_on for look in looks],
            "outcome": [look.outcome for look in looks],
            "problem_code": [look.problem_code or None for look in looks],
            "file_count": [look.file_count for look in looks],
            "new_count": [look.new_count for look in looks],
            "waiting_count": [look.waiting_count for look in looks],
        }
    )
