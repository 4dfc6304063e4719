"""What is said about a file besides its rows: takes its closed books, refuses none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.x12.accounts import Account, Quarantined
from pipeline.x12.arrow import numbers, texts
from pipeline.x12.envelope_levels import LEVELS, TRAILERS, FileEnvelope
from pipeline.x12.findings import FINDINGS, Noted
from pipeline.x12.kinds import FEEDS

_MOST_OF_A_KIND = 100
_ENVELOPE_NAMES = frozenset({*(level.opener for level in LEVELS), *TRAILERS})
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its place in the file."""

    noted: Noted
    offset: int | None


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file, read to its end."""

    file_id: str
    kind: str
    on: str | None
    segment_count: int
    counts: list[tuple[str, int, int, int]]
    found: list[Located]
    quarantined: list[Quarantined]


def close(account: Account, envelope: FileEnvelope | None) -> FileReport:
    """Close a file's books.

    Raises:
        ConservationError: When they do not add up.
    """
    runs = _runs(account.bad_segments)
    found = _capped(account.found)
    places = account.locate(
        [n.number for n in found if n.number] + [number for run in runs for number in run]
    )
    for first, last in runs:
        offset = places[first][0]
        size = places[last][1] - offset
        account.quarantined.append(Quarantined(offset, size, first, "bad_segment"))
    account.check()
    located = [Located(n, places[n.number][0] if n.number else 0) for n in found]
    located += _of_quarantine(account, runs) + _of_whole(account)
    located.sort(key=lambda item: (item.noted.number or 0, item.noted.code))
    return FileReport(
        file_id=account.file_id,
        kind=_kind(account, envelope),
        on=envelope.on if envelope else None,
        segment_count=account.segment_count,
        counts=account.rows(),
        found=located,
        quarantined=sorted(account.quarantined, key=lambda run: run.offset),
    )


def findings(files: Sequence[FileReport]) -> pa.Table:
    """Return the findings of files, in the order of their segments."""
    rows = [(report.file_id, item) for report in files for item in report.found]
    rules = [FINDINGS[item.noted.code] for _, item in rows]
    sentences = [
        rule.problem.format(*item.noted.numbers)
        for rule, (_, item) in zip(rules, rows, strict=True)
    ]
    return pa.table(
        {
            "file_id": texts([file_id for file_id, _ in rows]),
            "segment_number": numbers([item.noted.number for _, item in rows]),
            "byte_offset": numbers([item.offset for _, item in rows]),
            "code": texts([item.noted.code for _, item in rows]),
            "severity": texts([rule.severity for rule in rules]),
            "problem": texts(sentences),
            "remedy": texts([rule.remedy for rule in rules]),
        }
    )


def quarantine(files: Sequence[FileReport]) -> pa.Table:
    """Return the stretches that were set aside."""
    rows = [(report.file_id, run) for report in files for run in report.quarantined]
    return pa.table(
        {
            "file_id": texts([file_id for file_id, _ in rows]),
            "byte_offset": numbers([run.offset for _, run in rows]),
            "byte_count": numbers([run.size for _, run in rows]),
            "first_segment": numbers([run.first_segment for _, run in rows]),
            "code": texts([run.code for _, run in rows]),
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
    has_acks = account.has_loaded("TA1")
    return envelope.kind or ("TA1" if has_acks else "") or envelope.unread or _UNKNOWN


def _runs(numbers_of: Sequence[int]) -> list[tuple[int, int]]:
    """Return first and last of each run of consecutive segment numbers."""
    runs: list[tuple[int, int]] = []
    for number in numbers_of:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _capped(found: Sequence[Noted]) -> list[Noted]:
    """Keep the first findings of each kind, then say how many more there are."""
    seen: Counter[str] = Counter()
    kept: list[Noted] = []
    for noted in dict.fromkeys(found):
        seen[noted.code] += 1
        if seen[noted.code] <= _MOST_OF_A_KIND:
            kept.append(noted)
    more = sum(max(0, count - _MOST_OF_A_KIND) for count in seen.values())
    if more:
        kept.append(Noted(found[0].file, "more_findings", None, (more,)))
    return kept


def _of_quarantine(account: Account, runs: Sequence[tuple[int, int]]) -> list[Located]:
    """Say of each stretch set aside why, and how much it is."""
    sizes = {first: last - first + 1 for first, last in runs}
    return [
        Located(
            Noted(
                0,
                run.code,
                run.first_segment,
                (sizes[run.first_segment] if run.code == "bad_segment" else run.size,),
            ),
            run.offset,
        )
        for run in account.quarantined
    ]


def _of_whole(account: Account) -> list[Located]:
    """Say what is odd about the file as a whole."""
    found: list[Located] = []
    if not account.stretches:
        found.append(Located(Noted(0, "empty_file"), 0))
    if account.outside_count:
        found.append(Located(Noted(0, "outside_set", None, (account.outside_count,)), 0))
    read = any(row[1] for row in account.rows() if row[0] not in _ENVELOPE_NAMES)
    readable = any(stretch.delimiters for stretch, _ in account.stretches)
    if readable and not read:
        found.append(Located(Noted(0, "nothing_read", None, (account.segment_count,)), 0))
    return found
