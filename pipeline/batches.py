"""What a batch of files replaces, and what must add up before it is committed.

Takes an open transaction in which the batch's files are registered as ``BATCH``. Refuses a batch in
which a segment or a row is neither loaded, nor ignored, nor set aside.
"""

import duckdb

from pipeline.errors import Problem, TriageError
from pipeline.raw_tables import file_tables

BATCH = "batch_files"


class LoadError(TriageError):
    """A batch that does not add up; nothing of it was stored."""


def delete_batch(connection: duckdb.DuckDBPyConnection, practice_id: str) -> None:
    """Delete every row of the batch's files; they are about to be loaded again."""
    loaded = connection.execute(
        f"select count(*) from raw.files where practice_id = ? "  # noqa: S608
        f"and file_id in (select file_id from {BATCH})",
        [practice_id],
    ).fetchall()
    if not loaded[0][0]:
        return
    for table in file_tables():
        connection.execute(
            f"delete from raw.{table} where practice_id = ? "  # noqa: S608
            f"and file_id in (select file_id from {BATCH})",
            [practice_id],
        )


def assert_conservation(connection: duckdb.DuckDBPyConnection, practice_id: str) -> None:
    """Refuse a batch in which a file's segments are not all accounted for."""
    lost = connection.execute(
        f"""
        select files.file_id, files.segment_count, coalesce(sum(
            counts.loaded_count + counts.ignored_count + counts.quarantined_count), 0) as told
        from raw.files as files
        left join raw.segment_counts as counts using (practice_id, file_id)
        where files.practice_id = ? and files.file_id in (select file_id from {BATCH})
        group by all having files.segment_count is distinct from told
        """,  # noqa: S608
        [practice_id],
    ).fetchall()
    if lost:
        file_id, segment_count, told = lost[0]
        what = f"{segment_count} segments were received and {told} are accounted for."
        why = "A segment that is neither loaded nor told of would be missing in silence."
        remedy = "Nothing of this batch was stored. Report it with the file's id and version."
        raise LoadError(Problem(f"file {file_id}", what, why, remedy))
