"""What must hold of every reading, whatever the bytes: takes files, says what does not hold."""

from __future__ import annotations

import random
import re
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzzing.comparing import (
    Files,
    by_file,
    chunks_of,
    longest_segment,
    mapped,
    only,
    unlike,
)
from benchmarks.fuzzing.metering import Cost, metered
from pipeline.x12.findings import FINDINGS
from pipeline.x12.framing import LONGEST_SEGMENT
from pipeline.x12.layouts import KEYS
from pipeline.x12.reading import Reading, read, read_chunks
from tests.x12.agreement import differences
from tests.x12.exact import read_exactly
from tests.x12.exact_books import OF_VALUES, Books, keep_books
from tests.x12.mutations_within import CANARY

Oracle = Callable[[Reading, Files, random.Random], Iterator[str]]

REPORTS = ("findings", "quarantine", "segment_counts", "files")
MOST_OF_A_KIND = 100
LARGE_BYTES = 200_000
"""From here on memory is measured; below, a reading's own is lost in the interpreter's."""
LONGEST = (LONGEST_SEGMENT, LONGEST_SEGMENT, LONGEST_SEGMENT, 1_000, 90)
MAPPED = 0.1
CHUNKS = (2, 3, 3, 5, 5, 8, 15, 100)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with how files were read (nothing: empty), the reading, and what it took."""

    faults: list[str]
    reading: Reading | None
    cost: Cost


def examine(
    files: Files, chance: random.Random, oracles: Sequence[Oracle] | None = None
) -> Verdict:
    """Read files in several ways and hold the readings against each other."""
    reading, cost = None, Cost(0.0, 0)
    is_large = sum(len(data) for _, data in files) >= LARGE_BYTES
    try:
        with warnings.catch_warnings(), longest_segment(chance.choice(LONGEST)):
            warnings.simplefilter("error")
            reading, cost = metered(lambda: read(files), with_memory=is_large)
            used = ORACLES if oracles is None else oracles
            found = [fault for oracle in used for fault in oracle(reading, files, chance)]
    except Exception as error:  # whatever a reader raises is what is looked for
        found = [_crash(error)]
    return Verdict(found, reading, cost)


def label(fault: str) -> str:
    """Return what kind of fault this is, without the values of the file that showed it."""
    return re.split(r"[\[{(]| in [0-9]| is not | from ", fault, maxsplit=1)[0].strip()


def _crash(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    place = f"{Path(own[-1].filename).name}:{own[-1].lineno} {own[-1].name}"
    return f"crash: {type(error).__name__} at {place}"


def of_rows(reading: Reading, files: Files, _: random.Random) -> Iterator[str]:
    """The slow reader makes the same rows."""
    for difference in differences(reading, list(files)):
        _file, table, values = difference.split(": ", 2)
        if table != "findings":
            yield f"rows: {table} {values[:2000]}"


def of_books(reading: Reading, files: Files, _chance: random.Random) -> Iterator[str]:
    """The slow bookkeeper makes the same sets, findings, counts and runs of bytes."""
    rows = {name: by_file(getattr(reading, name)) for name in REPORTS}
    sets = by_file(reading.tables["transactions"])
    for file_id, data in files:
        exact = read_exactly(data)
        books = keep_books(data, exact)
        own = {name: found.get(file_id, []) for name, found in rows.items()}
        yield from (f"lost: {gap}" for gap in books.lost)
        yield from _of_counts(own, books)
        yield from _of_quarantine(own["quarantine"], books, len(data))
        yield from _of_findings(own["findings"], books, set(exact.faults))
        (file,) = own["files"]
        if (file["format"], file["interchange_on"]) != (books.kind, books.on):
            yield f"books: files {file} is not {books.kind} {books.on}"
        made = sets.get(file_id, [])
        for ours, theirs in zip(made, books.sets, strict=True):
            wrong = {k: v for k, v in ours.items() if k in theirs and v != theirs[k]}
            wrong |= {
                k: v for k, v in ours.items() if k not in theirs and k not in KEYS and v is not None
            }
            if wrong:
                yield f"books: transactions {wrong} is not {theirs}"


def _of_counts(own: dict[str, list[dict]], books: Books) -> Iterator[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in own["segment_counts"]:
        for fate in ("loaded", "ignored", "quarantined"):
            counts[row["segment_id"], fate] += row[f"{fate}_count"]
    if +counts != +books.counts:
        yield f"books: segment_counts {+counts} is not {+books.counts}"
    if counts.total() != own["files"][0]["segment_count"]:
        yield "books: segment_counts do not add up to the file's segments"


def _of_quarantine(rows: list[dict], books: Books, size: int) -> Iterator[str]:
    names = ("byte_offset", "byte_count", "first_segment", "code")
    runs = sorted(tuple(row[name] for name in names) for row in rows)
    if runs != books.quarantine:
        yield f"books: quarantine {runs[:9]} is not {books.quarantine[:9]}"
    end = 0
    for offset, count, _, _ in runs:
        if offset < end or count < 1 or offset + count > size:
            yield f"books: quarantine from {offset}, {count} bytes"
        end = offset + count


def _of_findings(rows: list[dict], books: Books, of_values: set[tuple[int, str]]) -> Iterator[str]:
    """Compare findings: of each code the first hundred in the file, then how many more."""
    listed = {(row["segment_number"], row["code"], row["problem"]) for row in rows}
    for code in {code for _, code, _ in listed | books.found} - {"more_findings", *OF_VALUES}:
        ours = sorted((n or 0, problem) for n, c, problem in listed if c == code)
        theirs = sorted((n or 0, problem) for n, c, problem in books.found if c == code)
        if ours != theirs[:MOST_OF_A_KIND]:
            yield f"books: finding {code} {ours[:9]} is not {theirs[:9]}"
    for row in rows:
        number, code, offset = row["segment_number"], row["code"], row["byte_offset"]
        start = books.starts_of_remarks.get((number, code), books.starts.get(number, 0))
        if offset != start:
            yield f"books: offset of {code} is not {start}: {offset}"
    yield from _of_values(rows, books, of_values)


def _of_values(rows: list[dict], books: Books, of_values: set[tuple[int, str]]) -> Iterator[str]:
    """Compare findings of values by their segments; a segment can have several of a code."""
    is_cut = False
    for code in OF_VALUES:
        numbers = [row["segment_number"] for row in rows if row["code"] == code]
        theirs = sorted(n for n, c in of_values if c == code)
        ours = sorted(set(numbers))
        is_cut |= len(numbers) >= MOST_OF_A_KIND
        if ours != (theirs[: len(ours)] if len(numbers) >= MOST_OF_A_KIND else theirs):
            yield f"books: finding {code} {ours[:9]} is not {theirs[:9]}"
    totals = Counter(code for _, code, _ in books.found)
    more = sum(max(0, total - MOST_OF_A_KIND) for total in totals.values())
    told = [row["problem"] for row in rows if row["code"] == "more_findings"]
    if not is_cut and told != ([FINDINGS["more_findings"].problem.format(more)] if more else []):
        yield f"books: finding more_findings {told} is not {more}"


def of_sentences(reading: Reading, files: Files, _: random.Random) -> Iterator[str]:
    """Findings are the fixed sentences with numbers in them, at a place in the file."""
    sizes = {file_id: len(data) for file_id, data in files}
    for row in reading.findings.to_pylist():
        rule = FINDINGS.get(row["code"])
        if rule is None:
            yield f"sentence: no code {row['code']}"
            continue
        shape = re.escape(rule.problem).replace(r"\{0\}", "[0-9]+").replace(r"\{1\}", "[0-9]+")
        if not re.fullmatch(shape, row["problem"]) or row["remedy"] != rule.remedy:
            yield f"sentence: {row['code']}"
        if row["severity"] != rule.severity or not 0 <= row["byte_offset"] <= sizes[row["file_id"]]:
            yield f"sentence: {row['code']} at {row['byte_offset']}"
        if CANARY.decode() in str(row):
            yield f"privacy: {row['code']} repeats an element"


def of_parts(reading: Reading, files: Files, chance: random.Random) -> Iterator[str]:
    """Chunks and parts of any size make the same rows, from memory maps too."""
    total = sum(len(data) for _, data in files)
    size = total // chance.choice(CHUNKS) + 1
    flush = chance.choice((1, size * 2, 1 << 20))
    given = mapped(files) if chance.random() < MAPPED else nullcontext(files)
    with given as held, chunks_of(size, max(size // chance.choice((1, 2)), 1)):
        parts = list(read_chunks(held, flush_bytes=flush))
    for readings in ([reading], parts):
        if sum(each.byte_count for each in readings) != total:
            yield f"parts: byte_count of {len(readings)} is not {total}"
    for name in reading.tables:
        whole = reading.tables[name]
        yield from unlike(f"parts: {name} in {size}", whole, [p.tables[name] for p in parts])
    for name in REPORTS:
        whole = getattr(reading, name)
        yield from unlike(f"parts: {name} in {size}", whole, [getattr(p, name) for p in parts])


def of_company(reading: Reading, files: Files, chance: random.Random) -> Iterator[str]:
    """A file reads alike alone, and in another order of files."""
    if len(files) < 2:
        return
    others = list(files)
    chance.shuffle(others)
    kept = chance.choice(((files[0][0], files[-1][0]), [file_id for file_id, _ in files]))
    again = read([file for file in others if file[0] in kept])
    for name in reading.tables:
        own = only(reading.tables[name], kept)
        yield from unlike(f"company: {name}", own, [again.tables[name]])
    for name in REPORTS:
        own = only(getattr(reading, name), kept)
        yield from unlike(f"company: {name}", own, [getattr(again, name)])


ORACLES: tuple[Oracle, ...] = (of_sentences, of_parts, of_company, of_books, of_rows)
