"""Files that were looked at, and of which of them nobody can say that all of it was checked.

Takes a connection in which the relations were made. Refuses nothing. That every claim that could be
read has no problem says nothing of one that could not: what was lost is told of its file.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.edits.outgoing import FILE_ID_DIGITS, OutgoingFile

NO_CLAIM = "there is no claim of an 837 in it"

_FILES = """
select files.file_id, files.format, count(claims.claim_key),
    list_sort(list_distinct(list(claims.transaction_digest)))
from sent.files as files left join claims using (file_id)
group by all order by all
"""
_NOTES = """
select file_id, code, problem from sent.findings
where severity in ('error', 'warning')
order by file_id, segment_number nulls first, code, problem
"""
_GAPS = """
select distinct file_id, code, problem from file_gaps order by all
"""
_SENT_BEFORE = """
select claims.file_id, min(earlier.known_on)
from claims inner join history_claims as earlier using (transaction_digest)
group by all order by all
"""


@dataclass(frozen=True, slots=True)
class FileNote:
    """One thing that is said of a file, in fixed words."""

    code: str
    problem: str


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One file.

    Attributes:
        path: As it was named; never in JSON or CSV, for names of files can be people's.
        format: What it is by its content, such as ``837P``.
        sent_on: Day on which the warehouse learnt that its claims were sent; None if they were not.
        set_digests: Of the transaction sets with claims in it, by which they are known when sent.
        notes: All that the reader says of it.
        gaps: What of it was lost to every claim, or would be without anybody seeing it.
    """

    path: Path
    sha256: str
    byte_count: int
    format: str
    claim_count: int
    sent_on: dt.date | None
    set_digests: tuple[str, ...]
    notes: tuple[FileNote, ...]
    gaps: tuple[FileNote, ...]

    @property
    def file_id(self) -> str:
        """Return the id that the warehouse gives to a file of these bytes."""
        return self.sha256[:FILE_ID_DIGITS]

    @property
    def is_unread(self) -> bool:
        """Tell whether no claim of it could be read."""
        return not self.claim_count

    @property
    def is_partly_checked(self) -> bool:
        """Tell whether it has claims, and something of it was lost."""
        return bool(self.claim_count and self.gaps)

    @property
    def why_not_checked(self) -> tuple[str, ...]:
        """Return why not all of it was checked, each reason once."""
        if self.is_unread:
            return (NO_CLAIM,)
        return tuple(dict.fromkeys(gap.problem for gap in self.gaps))


def files_seen(
    connection: duckdb.DuckDBPyConnection, outgoing: Sequence[OutgoingFile]
) -> Iterator[FileSeen]:
    """Yield each file with what is said of it."""
    told = {row[0]: row[1:] for row in connection.execute(_FILES).fetchall()}
    sent = dict(connection.execute(_SENT_BEFORE).fetchall())
    notes, gaps = _noted(connection, _NOTES), _noted(connection, _GAPS)
    for file in outgoing:
        kind, claim_count, digests = told[file.file_id]
        yield FileSeen(
            path=file.path,
            sha256=file.sha256,
            byte_count=len(file.data),
            format=kind,
            claim_count=claim_count,
            sent_on=sent.get(file.file_id),
            set_digests=tuple(digests),
            notes=tuple(notes.get(file.file_id, ())),
            gaps=tuple(gaps.get(file.file_id, ())),
        )


def _noted(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, list[FileNote]]:
    noted: dict[str, list[FileNote]] = {}
    for file_id, code, problem in connection.execute(query).fetchall():
        noted.setdefault(file_id, []).append(FileNote(code, problem))
    return noted
