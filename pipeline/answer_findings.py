"""Findings about returned lists that only all of a practice's lists together can tell.

Takes an open transaction in which the rows of a batch are in place. Says the same whatever order
the lists came in: what two lists answer differently is told of the one received later.
"""

import duckdb
import pyarrow as pa

from pipeline.exports.findings import FINDINGS, Noted
from pipeline.raw_rows import insert_rows
from pipeline.x12.arrow import texts

TWICE, AHEAD = "answered_twice", "answered_ahead"
DECIDED_TWICE, UNDECIDED = "decided_twice", "undecided_row"
_CODES = [TWICE, AHEAD, DECIDED_TWICE, UNDECIDED]


def _rows_of(table: str) -> str:
    """Return the rows of a kind of list with the order they count in."""
    return f"""
        select
            rows.*, files.received_on,
            (files.received_on, rows.file_id, rows.sheet_number, rows.row_number) as turn
        from raw.{table} as rows inner join raw.files as files using (practice_id, file_id)
        where practice_id = $practice
    """  # noqa: S608 - the names are ours


_TWICE = """
    select later.file_id, '{code}', count(distinct later.item_key)
    from {rows} as later inner join {rows} as earlier using (item_key, listed_on)
    where earlier.turn < later.turn and ({differ})
    group by later.file_id
"""
_ANSWER = "{0}.action, {0}.done_on, {0}.next_step, {0}.next_step_on, {0}.handed_to_role"
_ANSWERS_DIFFER = f"({_ANSWER.format('later')}) is distinct from ({_ANSWER.format('earlier')})"
# A workbook that comes back again with more in it, or with another state, is how decisions go on.
_DECISIONS_DIFFER = " or ".join(
    f"later.{name} <> earlier.{name}" for name in ("decision", "owner_role", "due_on")
)
_FOUND = f"""
    with answers as ({_rows_of("worklist_rows")}),
    decisions as ({_rows_of("decision_rows")}),
    decided as (select distinct item_key from decisions where decision is not null)
    {_TWICE.format(code=TWICE, rows="answers", differ=_ANSWERS_DIFFER)}
    union all
    select file_id, '{AHEAD}', count(*) from answers where done_on > received_on group by file_id
    union all
    {_TWICE.format(code=DECIDED_TWICE, rows="decisions", differ=_DECISIONS_DIFFER)}
    union all
    select file_id, '{UNDECIDED}', count(distinct item_key)
    from decisions anti join decided using (item_key)
    group by file_id
    order by 1, 2
"""  # noqa: S608 - the names are ours

_FORGET = """
    delete from raw.findings where practice_id = $practice and list_contains($codes, code)
"""
# A finding may be gone again: a later workbook may say what was decided.
_MARK = """
    update raw.files set outcome = case
        when file_id in (
            select file_id from raw.findings
            where practice_id = $practice and severity <> 'info'
            union all
            select file_id from raw.quarantine where practice_id = $practice
        ) then 'loaded_with_findings'
        else 'loaded'
    end
    where practice_id = $practice and feed = 'worklist' and outcome <> 'quarantined'
"""


def note_answers(connection: duckdb.DuckDBPyConnection, practice_id: str) -> None:
    """Write the findings of all of a practice's returned lists anew."""
    named = {"practice": practice_id}
    connection.execute(_FORGET, named | {"codes": _CODES})
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
    connection.execute(_MARK, named)
