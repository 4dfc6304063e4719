"""The door of this room: takes lists as bytes, gives an Arrow table, findings, what was set aside.

Nothing that a file holds raises an error. Every row that holds anything is in the table, or counted
as passed over for a reason, or set aside with a finding.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from pipeline.exports.columns import SCHEMA, TABLE
from pipeline.exports.file_reading import FileResult, read_file
from pipeline.exports.findings import FINDINGS, Noted
from pipeline.exports.profile import Profile
from pipeline.exports.recognition import Recogniser
from pipeline.exports.sheets import read_workbook
from pipeline.exports.workbook import Workbook
from pipeline.x12.arrow import numbers, texts

MOST_OF_A_CODE = 100
"""Findings of one code that are listed a file; a wrong column makes one a row."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose sheets are in memory."""

    file_id: str
    byte_count: int
    workbook: Workbook


@dataclass(frozen=True, slots=True)
class ExportReading:
    """What was read of lists; beside its table the same as of X12 files.

    Attributes:
        tables: ``practice_export_rows``, or ``worklist_rows`` and ``decision_rows``, typed; private
            columns hold what was sent.
        findings: file_id, segment_number (the row), byte_offset (null), code, severity, problem,
            remedy.
        quarantine: file_id, byte_offset, byte_count (of a whole file; of rows null), first_segment
            (the row), code.
        segment_counts: file_id, segment_id (ROW, HEADING, PREAMBLE, TOTAL, FILTERED or KEYLESS),
            loaded_count, ignored_count, quarantined_count.
        files: file_id, format, feed, segment_count (rows that hold anything), interchange_on
            (of a worklist the latest day it tells; null where a list does not say).
        byte_count: Bytes of the files.
    """

    tables: dict[str, pa.Table]
    findings: pa.Table
    quarantine: pa.Table
    segment_counts: pa.Table
    files: pa.Table
    byte_count: int


def read_exports(files: Sequence[tuple[str, bytes]], profiles: Sequence[Profile]) -> ExportReading:
    """Read lists, given as id and bytes, with the profiles that may fit."""
    opened = [Opened(file_id, len(data), read_workbook(data)) for file_id, data in files]
    return read_opened(opened, profiles)


def read_opened(files: Iterable[Opened], profiles: Sequence[Profile]) -> ExportReading:
    """Read lists whose sheets are in memory already."""
    recogniser = Recogniser(profiles)
    read = [(file, read_file(file.file_id, file.workbook, recogniser)) for file in files]
    tables = [rows for _, result in read for rows in result.tables]
    rows = pa.concat_tables(tables) if tables else pa.Table.from_batches([], SCHEMA)
    return reading_of(read, {TABLE: rows})


def refused(file_id: str, byte_count: int, code: str) -> ExportReading:
    """Return that a package was set aside whole, and why: it was not opened where it arrived."""
    return read_opened([Opened(file_id, byte_count, Workbook("archive", (), (Noted(code),)))], ())


def reading_of(
    read: Sequence[tuple[Opened, FileResult]], tables: dict[str, pa.Table]
) -> ExportReading:
    """Return what became of files beside the tables of their rows."""
    return ExportReading(
        tables=tables,
        findings=findings_of([(file.file_id, result.notes) for file, result in read]),
        quarantine=_quarantine(read),
        segment_counts=_segment_counts(read),
        files=_files(read),
        byte_count=sum(file.byte_count for file, _ in read),
    )


def findings_of(files: Sequence[tuple[str, Sequence[Noted]]]) -> pa.Table:
    """Return findings as a table, of each code the first of a file and how many more there are."""
    rows = [(file_id, noted) for file_id, notes in files for noted in _listed(notes)]
    rules = [FINDINGS[noted.code] for _, noted in rows]
    return pa.table(
        {
            "file_id": texts([file_id for file_id, _ in rows]),
            "segment_number": numbers([noted.row for _, noted in rows]),
            "byte_offset": numbers([None] * len(rows)),
            "code": texts([noted.code for _, noted in rows]),
            "severity": texts([rule.severity for rule in rules]),
            "problem": texts([noted.sentence for _, noted in rows]),
            "remedy": texts([rule.remedy for rule in rules]),
        }
    )


def _listed(notes: Sequence[Noted]) -> list[Noted]:
    of_code: dict[str, list[Noted]] = defaultdict(list)
    for noted in sorted(notes, key=lambda noted: (noted.sheet, noted.row or 0, noted.column)):
        of_code[noted.code].append(noted)
    kept = [noted for found in of_code.values() for noted in found[:MOST_OF_A_CODE]]
    kept.sort(key=lambda noted: (noted.sheet, noted.row or 0, noted.code))
    more = len(notes) - len(kept)
    return [*kept, Noted("more_findings", numbers=(more,))] if more else kept


def _quarantine(read: Sequence[tuple[Opened, FileResult]]) -> pa.Table:
    rows = [(file, part) for file, result in read for part in result.set_aside]
    whole = [(file.byte_count if part.is_whole_file else None) for file, part in rows]
    return pa.table(
        {
            "file_id": texts([file.file_id for file, _ in rows]),
            "byte_offset": numbers([None if size is None else 0 for size in whole]),
            "byte_count": numbers(whole),
            "first_segment": numbers([part.first_row for _, part in rows]),
            "code": texts([part.code for _, part in rows]),
        }
    )


def _segment_counts(read: Sequence[tuple[Opened, FileResult]]) -> pa.Table:
    rows = [
        (file.file_id, kind, counts)
        for file, result in read
        for kind, counts in result.counts.items()
    ]
    return pa.table(
        {
            "file_id": texts([file_id for file_id, _, _ in rows]),
            "segment_id": texts([kind for _, kind, _ in rows]),
            "loaded_count": numbers([counts[0] for _, _, counts in rows]),
            "ignored_count": numbers([counts[1] for _, _, counts in rows]),
            "quarantined_count": numbers([counts[2] for _, _, counts in rows]),
        }
    )


def _files(read: Sequence[tuple[Opened, FileResult]]) -> pa.Table:
    return pa.table(
        {
            "file_id": texts([file.file_id for file, _ in read]),
            "format": texts([result.format for _, result in read]),
            "feed": texts([result.feed for _, result in read]),
            "segment_count": numbers([result.row_count for _, result in read]),
            "interchange_on": texts([_eight_digits(result.dated_on) for _, result in read]),
        }
    )


def _eight_digits(day: date | None) -> str | None:
    return None if day is None else f"{day:%Y%m%d}"
