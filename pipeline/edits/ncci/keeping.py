"""NCCI lists kept in a practice's folder: a file of codes for each file that was added.

Takes what was read and the key it is kept under: programme, quarter and, where a list has one,
whose services it is for. A newer edition of a list takes the older one's place; parts of one list
stand beside each other. Refuses lists that no edit looks into.
"""

import csv
import datetime as dt
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.edits.ncci.layouts import LAYOUTS, PAIRS, UNITS
from pipeline.edits.ncci.reading import ReadList, UnknownListError, read_list
from pipeline.errors import Problem
from pipeline.resources.whole_files import replace_bytes, replace_text

PROGRAMMES = ("medicare", "medicaid")
PRACTITIONER, OUTPATIENT, ANY_SERVICE = "practitioner", "outpatient", "any"
QUARTER = r"(20[0-9]{2})Q([1-4])"

_NAME = re.compile(
    rf"(?P<kind>[a-z_]+)-(?P<programme>[a-z]+)-(?P<quarter>{QUARTER})-(?P<service>[a-z]+)"
    r"-(?P<digest>[0-9a-f]{16})\.parquet"
)
_TYPES = {"varchar": pa.string(), "integer": pa.int32(), "date": pa.date32()}
# Parts of one list share no entry; two editions share nearly all. 2026-11-30.
_SHARE_OF_AN_EDITION = 0.5


@dataclass(frozen=True, slots=True)
class Key:
    """What a list is of.

    Attributes:
        programme: medicare or medicaid.
        quarter: Such as 2026Q4; the quarter of the service decides which list is asked.
        service: practitioner (837P), outpatient (837I), or any.
    """

    kind: str
    programme: str
    quarter: str
    service: str

    @property
    def from_on(self) -> dt.date:
        """The first day of the quarter."""
        year, number = self.quarter.split("Q")
        return dt.date(int(year), 3 * int(number) - 2, 1)

    @property
    def before_on(self) -> dt.date:
        """The first day that is no longer in it."""
        later = self.from_on + dt.timedelta(days=93)
        return later.replace(day=1)


@dataclass(frozen=True, slots=True)
class KeptList:
    """One list as it is kept."""

    key: Key
    digest: str
    row_count: int
    changed_on: dt.date
    path: Path

    @property
    def name(self) -> str:
        """What a report calls it."""
        return f"ncci {self.key.kind} {self.key.programme} {self.key.quarter} {self.key.service}"


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a file did.

    Attributes:
        replaced_count: Older editions that it took the place of.
        set_aside_file: Where rows that say no entry are listed; None without any.
    """

    kept: KeptList
    set_aside_count: int
    set_aside_file: Path | None
    replaced_count: int


def add_list(folder: Path, path: Path, programme: str, quarter: str) -> Added:
    """Read a downloaded file and keep its codes.

    Args:
        folder: Where NCCI lists of the practice are kept; it may be new.
        path: The file.
        programme: One of ``PROGRAMMES``.
        quarter: Such as 2026Q4.

    Raises:
        UnknownListError: It is none of the lists that edits look into.
        WriteError: The folder cannot be written.
        OSError: The file cannot be read.
    """
    read = read_list(path)
    key = Key(read.layout.kind, programme, quarter, _service(path, read))
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()[:16]
    table = _table(read)
    older = [one for one in kept_lists(folder) if one.key == key and one.digest != digest]
    replaced = [one for one in older if _is_edition(table, one)]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = f"{key.kind}-{key.programme}-{key.quarter}-{key.service}-{digest}"
    target = replace_bytes(_written(table), folder / f"{stem}.parquet")
    aside = _write_set_aside(folder / f"{stem}.set-aside.csv", read)
    for one in replaced:
        one.path.with_suffix(".set-aside.csv").unlink(missing_ok=True)
        one.path.unlink()
    return Added(_kept(target), len(read.set_aside), aside, len(replaced))


def kept_lists(folder: Path) -> tuple[KeptList, ...]:
    """Return the lists kept in a folder, by name; none where there is no folder."""
    found = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
    return tuple(_kept(path) for path in found if _NAME.fullmatch(path.name))


def _kept(path: Path) -> KeptList:
    named = _NAME.fullmatch(path.name)
    if named is None:
        message = f"{path.name} is no name of a list"
        raise ValueError(message)
    key = Key(named["kind"], named["programme"], named["quarter"], named["service"])
    changed_on = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date()
    return KeptList(key, named["digest"], pq.read_metadata(path).num_rows, changed_on, path)


def _service(path: Path, read: ReadList) -> str:
    """Return whose services a list is for: its head says it, of pairs the name of the file."""
    if read.layout.kind not in (PAIRS, UNITS):
        return ANY_SERVICE
    words = f"{read.head} {path.name.lower()}" if read.layout.kind == PAIRS else read.head
    if re.search(r"\bdme\b|supplier", words) or (
        read.layout.kind == PAIRS and re.search("ccioph|hospital|outpatient", words)
    ):
        raise UnknownListError(
            Problem(
                str(path),
                "This list is for services that no edit looks up in it.",
                "Kept, it would only take room, or be asked about other claims.",
                "Add the lists for practitioners; of MUE that for outpatient hospitals too.",
            )
        )
    return OUTPATIENT if "outpatient" in words else PRACTITIONER


def _table(read: ReadList) -> pa.Table:
    columns = read.layout.columns
    held = zip(*read.entries, strict=True)
    arrays = {
        name: pa.array(values, _TYPES[kind])
        for (name, kind), values in zip(columns.items(), held, strict=True)
    }
    return pa.table(arrays).sort_by([(name, "ascending") for name in columns])


def _written(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def _is_edition(table: pa.Table, older: KeptList) -> bool:
    """Tell whether a list holds most of an older one's codes, and so takes its place."""
    codes = [name for name in LAYOUTS[older.key.kind].columns if name.endswith("_code")]
    before = pq.read_table(older.path, columns=codes).group_by(codes).aggregate([])
    both = before.join(table.select(codes), keys=codes, join_type="left semi")
    return both.num_rows > _SHARE_OF_AN_EDITION * before.num_rows


def _write_set_aside(target: Path, read: ReadList) -> Path | None:
    if not read.set_aside:
        target.unlink(missing_ok=True)
        return None
    rows: Sequence[tuple[int, str]] = [(one.row_number, one.problem) for one in read.set_aside]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("row_number", "problem"), *rows])
    return replace_text(text.getvalue(), target)
