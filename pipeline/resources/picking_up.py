"""Files of one source on their way into the archive: fetched whole, judged, unpacked.

Takes an opened source and the files to fetch. A file that changes while it is fetched, or whose end
is missing, is left for the next look; what came whole before a fault is kept. Refuses nothing: what
goes wrong is told with the copies.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.resources.packed_deliveries import PackedError, is_packed, unpacked
from pipeline.resources.reaching import Reaching
from pipeline.resources.settling import Judge
from pipeline.resources.source_problems import SourceError
from pipeline.resources.sources import SourceFile, Store
from pipeline.resources.whole_files import writing

FAULTS_OF_A_SOURCE = 3
"""So many files in a row that cannot be fetched are the source's fault, fewer are their own: one
that is locked at its source would else keep all behind it from ever coming. 2026-11-29."""


@dataclass(frozen=True)
class Copy:
    """What is to be landed: a file, or one that was packed in it.

    Attributes:
        file: As its source lists it.
        path: The bytes, on this machine.
        member: Its place in the package it came in; empty where the file came as it is.
        member_count: How many places the package has; 0 where the file came as it is.
        refused: Code of why the file, a package, was not opened; empty for any other.
    """

    file: SourceFile
    path: Path
    member: str = ""
    member_count: int = 0
    refused: str = ""


@dataclass
class Fetched:
    """What came of a source's files.

    Attributes:
        copies: In the order of the files.
        opened_count: Packages that were opened.
        changed: Files that changed while they were fetched, or have no end yet.
        refused: Files that are listed and cannot be read.
        problem: What ended it early.
    """

    copies: list[Copy] = field(default_factory=list)
    opened_count: int = 0
    changed: int = 0
    refused: list[SourceFile] = field(default_factory=list)
    problem: SourceError | None = None


def fetch_all(
    store: Store, files: Sequence[SourceFile], arriving: Path, judge: Judge, reaching: Reaching
) -> Fetched:
    """Fetch files into ``arriving``, an empty folder.

    Raises:
        WriteError: This machine's disk is full or read-only.
    """
    told, in_a_row = Fetched(), 0
    for number, file in enumerate(files):
        target = arriving / str(number)
        try:
            is_taken = reaching.attempt(lambda f=file, t=target: _fetch(store, f, t))
        except FileNotFoundError:
            # Somebody took it away between the list and now: it is no longer there to be missed.
            continue
        except (PermissionError, SourceError) as error:
            target.unlink(missing_ok=True)
            in_a_row += isinstance(error, SourceError)
            told.problem = _of_the_source(error, store, file, in_a_row)
            if told.problem:
                break
            told.refused.append(file)
            continue
        in_a_row = 0
        if not is_taken or not judge.is_whole(file, target):
            told.changed += 1
            target.unlink()
            continue
        copies = list(_opened(file, target))
        told.opened_count += bool(copies[0].member)
        told.copies += copies
    return told


def _of_the_source(
    error: PermissionError | SourceError, store: Store, file: SourceFile, in_a_row: int
) -> SourceError | None:
    """Return a fault that is the source's and not one file's."""
    if isinstance(error, PermissionError):
        return None
    is_whole_source = in_a_row >= FAULTS_OF_A_SOURCE or not _answers(store, file)
    return error if is_whole_source else None


def _answers(store: Store, file: SourceFile) -> bool:
    """Return whether a source that could not hand a file over still tells of it."""
    try:
        store.stamp_of(file)
    except SourceError:
        return False
    except OSError:
        return True
    return True


def _fetch(store: Store, file: SourceFile, target: Path) -> bool:
    """Copy a file, and tell whether it is still what was listed."""
    with writing(target):
        target.touch(mode=0o600)
    try:
        store.fetch(file, target)
    except (FileNotFoundError, PermissionError):
        target.unlink(missing_ok=True)
        raise
    except OSError as error:
        with writing(target):
            raise error from None
    size = target.stat().st_size
    return size == file.byte_count and store.stamp_of(file) == (size, file.stamp)


def _opened(file: SourceFile, path: Path) -> Iterator[Copy]:
    """Yield a file, or those packed in it; a package that must not be opened is itself the file."""
    if not is_packed(path):
        yield Copy(file, path)
        return
    try:
        with writing(path):
            members = unpacked(path, file.name)
    except PackedError as error:
        yield Copy(file, path, refused=error.code)
        return
    path.unlink()
    count = len({member.name for member in members})
    for member in members:
        yield Copy(file, member.path, member=member.name, member_count=count)


def tidy(store: Store, files: Sequence[SourceFile]) -> int:
    """Move or delete at the source what is safely here; return how many could not be.

    A file that changed since it was listed is left for the next look.
    """
    if store.source.after_pickup == "keep":
        return 0
    change = store.move if store.source.after_pickup == "move" else store.delete
    failed = 0
    for file in files:
        try:
            if store.stamp_of(file) == (file.byte_count, file.stamp):
                change(file)
        except FileNotFoundError:
            continue
        except (PermissionError, SourceError):
            failed += 1
        except OSError:
            # Whatever it is, it is at the source: what was to be landed is here.
            failed += 1
    return failed


def clear(folder: Path) -> None:
    """Take away what is left in a folder of arrivals, and the folder."""
    for path in folder.glob("*"):
        with suppress(OSError):
            path.unlink()
    with suppress(OSError):
        folder.rmdir()
