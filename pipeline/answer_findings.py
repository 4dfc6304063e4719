"""Findings about returned worklists that only all of a practice's lists together can tell.

Takes an open transaction in which the rows of a batch are in place. Says the same whatever order
the lists came in: what two lists answer differently is told of the one received later.
"""

import duckdb
import pyarrow as pa

from pipeline.exports.findings import FINDINGS, Noted
from pipeline.raw_rows import insert_rows
from pipeline.x12.arrow import texts

TWICE, AHEAD = "answered_twice", "answered_ahead"

_ANSWERS = """
    select
        rows.*, files.received_on,
        (action, done_on, next_step, next_step_on, handed_to_role) as answer,
        (files.received_on, rows.file_id, rows.sheet_number, rows.row_number) as turn
    from raw.worklist_rows as rows inner join raw.files as files using (practice_id, file_id)
    where practice_id = $practice
"""
_FOUND = f"""
    with answers as ({_ANSWERS})
    select later.file_id, '{TWICE}', count(distinct later.item_key)
    from answers as later inner join answers as earlier using (item_key, listed_on)
    where earlier.turn < later.turn and earlier.answer is distinct from later.answer
    group by later.file_id
    union all
    select file_id, '{AHEAD}', count(*) from answers where done_on > received_on group by file_id
    order by 1, 2
"""  # noqa: S608 - the names are ours

_FORGET = "delete from raw.findings where practice_id = $practice and code in ($twice, $ahead)"
_MARK = """
    update raw.files set outcome = 'loaded_with_findings'
    where practice_id = $practice and outcome = 'loaded' and file_id in (
        select file_id from raw.findings where practice_id = $practice and code in ($twice, $ahead)
    )
"""


def note_answers(connection: duckdb.DuckDBPyConnection, practice_id: str) -> None:
    """Write the findings of all of a practice's returned lists anew."""
    named = {"practice": practice_id}
    codes = named | {"twice": TWICE, "ahead": AHEAD}
    connection.execute(_FORGET, codes)
    found = connection.execute(_FOUND, named).fetchall()
    notes = [(file_id, Noted(code, numbers=(count,))) for file_id, code, count in found]
    table = pa.table(
        {
            "file_id": texts([file_id for file_id, _ in notes]),
            "code": texts([note.code for _, note in notes]),
            "severity": texts([FINDINGS[note.code].severity for _, note in notes]),
            "problem": texts([note.sentence for _, note in notes]),
            "remedy": texts([FINDINGS[note.code].remedy for _, note in notes]),
        }
    )
    insert_rows(connection, "findings", table, practice_id)
    connection.execute(_MARK, codes)
