"""What is said about a file besides its rows: takes its closed books, refuses none."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.x12.accounts import Account
from pipeline.x12.arrow import longs, numbers, repeated, taken, texts
from pipeline.x12.envelope_levels import LEVELS, TRAILERS, FileEnvelope
from pipeline.x12.findings import FINDINGS, Noted
from pipeline.x12.kinds import FEEDS, UNLESS_TOLD
from pipeline.x12.quarantine import CODE, CODES, FIRST, START, STOP, Runs

_ENVELOPE_NAMES = frozenset({*(level.opener for level in LEVELS), *TRAILERS})
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file, read to its end."""

    file_id: str
    kind: str
    on: str | None
    segment_count: int
    counts: list[tuple[str, int, int, int]]
    found: list[Noted]


def close(account: Account, envelope: FileEnvelope | None) -> FileReport:
    """Close a file's books, in which everything is settled.

    Raises:
        ConservationError: When they do not add up.
    """
    account.check()
    found = account.listing.listed() + _of_whole(account)
    return FileReport(
        file_id=account.file_id,
        kind=_kind(account, envelope),
        on=envelope.on if envelope else None,
        segment_count=account.segment_count,
        counts=account.rows(),
        found=sorted(found, key=lambda noted: (noted.number or 0, noted.code)),
    )


def findings(files: Sequence[FileReport]) -> pa.Table:
    """Return the findings of files, in the order of their segments."""
    rows = [(report.file_id, noted) for report in files for noted in report.found]
    rules = [FINDINGS[noted.code] for _, noted in rows]
    sentences = [
        rule.problem.format(*noted.numbers) for rule, (_, noted) in zip(rules, rows, strict=True)
    ]
    return pa.table(
        {
            "file_id": texts([file_id for file_id, _ in rows]),
            "segment_number": numbers([noted.number for _, noted in rows]),
            "byte_offset": numbers([noted.offset for _, noted in rows]),
            "code": texts([noted.code for _, noted in rows]),
            "severity": texts([rule.severity for rule in rules]),
            "problem": texts(sentences),
            "remedy": texts([rule.remedy for rule in rules]),
        }
    )


def quarantine(file_id: str, runs: Runs) -> pa.Table:
    """Return what was set aside of a file as a table."""
    return pa.table(
        {
            "file_id": repeated(file_id, len(runs)),
            "byte_offset": longs(runs[:, START]),
            "byte_count": longs(runs[:, STOP] - runs[:, START]),
            "first_segment": longs(runs[:, FIRST]),
            "code": taken(texts(CODES), runs[:, CODE]),
        }
    )


def segment_counts(files: Sequence[FileReport]) -> pa.Table:
    """Return for each file and segment id what became of the segments."""
    rows = [(report.file_id, *counts) for report in files for counts in report.counts]
    return pa.table(
        {
            "file_id": texts([row[0] for row in rows]),
            "segment_id": texts([row[1] for row in rows]),
            "loaded_count": numbers([row[2] for row in rows]),
            "ignored_count": numbers([row[3] for row in rows]),
            "quarantined_count": numbers([row[4] for row in rows]),
        }
    )


def files(reports: Sequence[FileReport]) -> pa.Table:
    """Return what each file is; without an interchange its date is that of its first group."""
    return pa.table(
        {
            "file_id": texts([report.file_id for report in reports]),
            "format": texts([report.kind for report in reports]),
            "feed": texts([FEEDS.get(report.kind, _UNKNOWN) for report in reports]),
            "segment_count": numbers([report.segment_count for report in reports]),
            "interchange_on": texts([report.on for report in reports]),
        }
    )


def _kind(account: Account, envelope: FileEnvelope | None) -> str:
    """Return the format: that of the first set that is read, else what else the file holds."""
    if envelope is None:
        return _UNKNOWN
    if envelope.unclear:
        return UNLESS_TOLD[envelope.unclear[0]]
    has_acks = account.has_loaded("TA1")
    return envelope.kind or ("TA1" if has_acks else "") or envelope.unread or _UNKNOWN


def _of_whole(account: Account) -> list[Noted]:
    """Say what is odd about the file as a whole."""
    found: list[Noted] = []
    if not account.framed:
        found.append(Noted(account.file, "empty_file", None, (), 0))
    if account.outside_count:
        found.append(Noted(account.file, "outside_set", None, (account.outside_count,), 0))
    read = any(row[1] for row in account.rows() if row[0] not in _ENVELOPE_NAMES)
    if account.is_readable and not read:
        found.append(Noted(account.file, "nothing_read", None, (account.segment_count,), 0))
    return found
