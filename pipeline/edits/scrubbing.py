"""Outgoing files judged: from their bytes to a report.

Takes a home, one of its practices and files. Reads the files and the published warehouse and writes
neither: a file that changed while it was read has no report. Refuses lists of the practice that are
not sound.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.edits import history, judging, reference
from pipeline.edits.files_seen import files_seen
from pipeline.edits.findings import findings, unchecked_claims
from pipeline.edits.habits import learned_habits
from pipeline.edits.outgoing import OutgoingFile, read_outgoing
from pipeline.edits.plan import plan
from pipeline.edits.relations import create_relations, create_sent, literal
from pipeline.edits.reports import ListSeen, Report, Seen
from pipeline.errors import Problem, TriageError
from pipeline.practice import Home, Practice
from pipeline.practice.reference_files import ReferenceList, sound_references
from pipeline.resources.databases import memory
from pipeline.runs import rules_digest
from pipeline.tokens import Tokens
from pipeline.x12.windows import WINDOW_BYTES, Bytes, give_back

ROOM = Path(__file__).parent
BATCH = "together"
"""All files of one command go out together."""

PARALLEL_BYTES = 8 << 20
"""Below it a plan of several threads costs more than it saves: a third of the time. 2026-11-30."""

NOT_ASKED = "left out by --no-history"

_KNOWN_UNTIL = """
select max(runs.as_of_on) from denials.raw.runs as runs inner join judging using (practice_id)
"""
_COUNTS = """
select count(*), coalesce(sum(charge_usd), 0) from claims
"""


class ChangedFileError(TriageError):
    """A file that somebody wrote to while it was read."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to judge.

    Attributes:
        as_of_on: Day of sending.
        only: Ids of edits or templates to ask; empty for all.
        published: The published copy; None to leave history out.
        key: What opens it, where it is locked.
    """

    as_of_on: dt.date
    only: Collection[str] = ()
    published: Path | None = None
    key: str = ""


def scrub(
    home: Home, practice: Practice, files: Sequence[tuple[Path, Bytes]], order: Order
) -> Report:
    """Judge files and return the report.

    Raises:
        SettingsError: A list of the practice is not sound.
        UnknownEditError: The order names an edit that there is not.
        ChangedFileError: A file changed while it was read.
        duckdb.Error: The published copy cannot be opened.
    """
    lists = sound_references(practice.reference_folder, practice.settings)
    outgoing = tuple(_distinct(files))
    with memory() as connection:
        report = _judged(connection, home, practice, (lists, outgoing), order)
    _refuse_changed(outgoing)
    return report


def _judged(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    practice: Practice,
    taken: tuple[Mapping[str, ReferenceList], Sequence[OutgoingFile]],
    order: Order,
) -> Report:
    lists, outgoing = taken
    data = {file.file_id: file.data for file in outgoing}
    if sum(map(len, data.values())) < PARALLEL_BYTES:
        connection.execute("set threads = 1")
    no_history = _prepare(connection, home, practice, lists, order)
    missing = reference.missing(practice, lists, no_history, history.kept(connection))
    chosen = plan(practice.edits, order.as_of_on, missing, order.only)
    read_outgoing(connection, Tokens(home.secret, practice.practice_id), outgoing)
    create_relations(connection)
    judging.judge(connection, chosen)
    return Report(
        practice_id=practice.practice_id,
        as_of_on=order.as_of_on,
        rules_version=_version(home, practice, lists),
        plan=chosen,
        seen=_seen(connection, outgoing, _lists_seen(practice, lists), no_history),
        findings=findings(connection, chosen, order.as_of_on, data),
        unchecked=unchecked_claims(connection, data),
        habits=learned_habits(connection, practice, chosen.edits),
    )


def sha256_of(data: Bytes) -> str:
    """Return SHA-256 of bytes, hex; of a mapped file a window at a time."""
    digest = hashlib.sha256()
    for at in range(0, len(data), WINDOW_BYTES):
        digest.update(data[at : at + WINDOW_BYTES])
        give_back(data, at, at + WINDOW_BYTES)
    return digest.hexdigest()


def _distinct(files: Sequence[tuple[Path, Bytes]]) -> Iterator[OutgoingFile]:
    """Yield each file once, in the order of their bytes' digests: the order named is no matter."""
    named = {sha256_of(data): (path, data) for path, data in reversed(files)}
    for sha256, (path, data) in sorted(named.items()):
        yield OutgoingFile(path, sha256, data)


def _prepare(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    practice: Practice,
    lists: Mapping[str, ReferenceList],
    order: Order,
) -> str:
    """Lay out all that claims are compared with; return why there is no history, if so."""
    create_sent(connection)
    known = (order.as_of_on, order.as_of_on + dt.timedelta(days=1))
    row = ", ".join(map(literal, (practice.practice_id, BATCH, *known)))
    connection.execute(f"insert into judging values ({row})")  # noqa: S608
    reference.create_reference(connection, practice, lists, home.secret)
    if order.published is None:
        history.without_history(connection)
        return NOT_ASKED
    return history.with_history(connection, order.published, order.key)


def _seen(
    connection: duckdb.DuckDBPyConnection,
    outgoing: Sequence[OutgoingFile],
    lists: tuple[ListSeen, ...],
    no_history: str,
) -> Seen:
    """Return what was looked at: files, history and lists."""
    until = [] if no_history else connection.execute(_KNOWN_UNTIL).fetchall()
    ((claim_count, charge_usd),) = connection.execute(_COUNTS).fetchall()
    return Seen(
        files=tuple(files_seen(connection, outgoing)),
        lists=lists,
        history_until_on=until[0][0] if until else None,
        no_history=no_history,
        claim_count=claim_count,
        charge_usd=charge_usd,
    )


def _lists_seen(practice: Practice, lists: Mapping[str, ReferenceList]) -> tuple[ListSeen, ...]:
    own = (ListSeen(one.name, len(one.rows), one.changed_on) for _, one in sorted(lists.items()))
    kept = reference.ncci_lists(practice)
    return (*own, *(ListSeen(one.name, one.row_count, one.changed_on) for one in kept))


def _version(home: Home, practice: Practice, lists: Mapping[str, ReferenceList]) -> str:
    """Return a digest of all that decides what is found in the same bytes, history left out."""
    digest = hashlib.sha256(rules_digest(home, practice).encode())
    # The name of a list that was added holds the digest of its file.
    digest.update("\0".join(one.path.name for one in reference.ncci_lists(practice)).encode())
    own = [one.path for _, one in sorted(lists.items())]
    for path in (*own, *sorted(ROOM.rglob("*.sql"))):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _refuse_changed(outgoing: Sequence[OutgoingFile]) -> None:
    changed = [file.path for file in outgoing if _on_disk(file.path) != file.sha256]
    if changed:
        raise ChangedFileError(*map(_changed, changed))


def _on_disk(path: Path) -> str:
    """Return the digest of what a path holds now; empty where it holds nothing that can be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _changed(path: Path) -> Problem:
    return Problem(
        str(path),
        "The file changed while it was read.",
        "What was found may be of claims that are no longer in it.",
        "Wait until it is written to its end, then scrub it again.",
    )
