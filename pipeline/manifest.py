"""``raw.files``: what was received, when, what it is and what became of it.

Takes landed files and what their reading says of them. Refuses nothing: a file that could not be
read is listed with outcome ``quarantined``. ``received_on`` is the known_on of everything in the
file.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.resources.sidecars import LandedFile
from pipeline.x12.arrow import numbers, texts

FIRST_DAY = dt.date(2000, 1, 1)
"""No file of today's formats is older; an interchange date before it is a slip."""

DATE_HELD, DATE_MISSING, DATE_KNOWN = "interchange_date_held", "interchange_date_missing", ""

_SETTLED = (
    "The day of a file is settled when it first comes; history comes in by import --received-dates."
)
_FINDINGS = {
    DATE_HELD: (
        "warning",
        "The interchange date lies before 2000 or after the day the file was brought in; the file "
        "counts as received on the nearest of these days.",
        _SETTLED,
    ),
    DATE_MISSING: (
        "info",
        "The file does not say when it was sent; it counts as received on the day it was brought "
        "in.",
        _SETTLED,
    ),
}

_MANIFEST = """
    insert into raw.files by name
    select
        $practice as practice_id, file_id, sha256, source_name, feed, format, byte_count,
        segment_count, cast(interchange_on as date) as interchange_on,
        cast(received_on as date) as received_on, cast(landed_at as timestamp) as landed_at,
        delivery_count,
        case
            when coalesce(counted.read_count, 0) = 0 then 'quarantined'
            when file_id in (
                select distinct file_id from raw.findings
                where practice_id = $practice and severity <> 'info'
                union all
                select distinct file_id from raw.quarantine where practice_id = $practice
            ) then 'loaded_with_findings'
            else 'loaded'
        end as outcome
    from {batch}
    left join (
        select file_id, sum(loaded_count + ignored_count) as read_count
        from raw.segment_counts where practice_id = $practice group by file_id
    ) as counted using (file_id)
"""


def arrivals(batch: Sequence[LandedFile], files: pa.Table) -> pa.Table:
    """Return one row a file: its key, what it is, and the day it was received.

    Args:
        batch: Landed files of one practice.
        files: What the reading says of each: file_id, format, feed, segment_count,
            interchange_on (text).
    """
    read = {row["file_id"]: row for row in files.to_pylist()}
    known = [read[file.file_id] for file in batch]
    days = [_received(file, row) for file, row in zip(batch, known, strict=True)]
    return pa.table(
        {
            "file_id": texts([file.file_id for file in batch]),
            "sha256": texts([file.sha256 for file in batch]),
            "source_name": texts([file.source_name for file in batch]),
            "feed": texts([row["feed"] or "unknown" for row in known]),
            "format": texts([row["format"] for row in known]),
            "byte_count": numbers([file.byte_count for file in batch]),
            "segment_count": numbers([row["segment_count"] for row in known]),
            "interchange_on": texts([_iso(_date(row["interchange_on"])) for row in known]),
            "received_on": texts([day.isoformat() for day, _ in days]),
            "landed_at": texts([file.landed_at.replace(tzinfo=None).isoformat() for file in batch]),
            "delivery_count": numbers([file.delivery_count for file in batch]),
            "date_finding": texts([code for _, code in days]),
        }
    )


def findings_of_dates(arrived: pa.Table) -> pa.Table:
    """Return the findings about days of receipt, with the columns of ``raw.findings``."""
    odd = [
        (file_id, code)
        for file_id, code in zip(
            arrived.column("file_id").to_pylist(),
            arrived.column("date_finding").to_pylist(),
            strict=True,
        )
        if code != DATE_KNOWN
    ]
    severities, problems, remedies = (
        [_FINDINGS[code][part] for _, code in odd] for part in range(3)
    )
    return pa.table(
        {
            "file_id": texts([file_id for file_id, _ in odd]),
            "code": texts([code for _, code in odd]),
            "severity": texts(severities),
            "problem": texts(problems),
            "remedy": texts(remedies),
        }
    )


def write_manifest(connection: duckdb.DuckDBPyConnection, practice_id: str, batch: str) -> int:
    """Write ``raw.files`` for a batch whose other rows are in place; return how many are set aside.

    A file is ``quarantined`` when no segment of it was loaded or ignored, and
    ``loaded_with_findings`` when a part is set aside or a finding is more than information.
    """
    connection.execute(_MANIFEST.format(batch=batch), {"practice": practice_id})
    return connection.execute(
        f"select count(*) from raw.files where practice_id = ? and outcome = 'quarantined' "  # noqa: S608
        f"and file_id in (select file_id from {batch})",
        [practice_id],
    ).fetchall()[0][0]


def new_files(
    connection: duckdb.DuckDBPyConnection, landed: Sequence[LandedFile]
) -> list[LandedFile]:
    """Return the landed files that ``raw.files`` does not list; count deliveries of the others."""
    loaded = {
        (practice_id, file_id): count
        for practice_id, file_id, count in connection.execute(
            "select practice_id, file_id, delivery_count from raw.files"
        ).fetchall()
    }
    again = [
        [file.delivery_count, file.practice_id, file.file_id]
        for file in landed
        if loaded.get((file.practice_id, file.file_id), file.delivery_count) != file.delivery_count
    ]
    if again:
        connection.executemany(
            "update raw.files set delivery_count = ? where practice_id = ? and file_id = ?", again
        )
    return [file for file in landed if (file.practice_id, file.file_id) not in loaded]


def _received(file: LandedFile, read: dict[str, Any]) -> tuple[dt.date, str]:
    """Return the day of receipt and the code of what is odd about it."""
    if file.received_on is not None:
        return file.received_on, DATE_KNOWN
    sent_on = _date(read["interchange_on"])
    if sent_on is None:
        # No fact comes from a file of an unknown kind, so nothing hangs on its day.
        return file.landed_on, DATE_KNOWN if read["feed"] == "unknown" else DATE_MISSING
    held = min(max(sent_on, FIRST_DAY), file.landed_on)
    return held, DATE_KNOWN if held == sent_on else DATE_HELD


def _date(text: str | None) -> dt.date | None:
    """Return a date written YYYYMMDD, or None."""
    if not text or len(text) != 8 or not text.isdigit():
        return None
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
