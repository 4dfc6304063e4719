"""What a run loads into: the working file, or a new one beside it that takes its place when whole.

Takes a home whose lock is held. The archive is the source of truth: a warehouse that another
version made, that is not there, or that somebody wants anew is made again from the files in
landing, the settings and the journal of runs. Refuses to touch the old working file before the new
one is whole (a run killed meanwhile leaves it as it was), and to make one without a practice whose
settings are wrong.
"""

import shutil
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import duckdb

from pipeline import versions
from pipeline.practice import Home, Practice, SettingsError
from pipeline.practice.home_problems import would_be_lost
from pipeline.practice.practices import Unsound
from pipeline.raw_tables import create_raw_tables
from pipeline.resources import archived_bytes
from pipeline.resources.databases import is_locked
from pipeline.resources.proof_folder import PROOFS, proof_folder
from pipeline.resources.raw_parts import RawParts
from pipeline.resources.scrub_folder import RUNS, scrub_folder
from pipeline.resources.sealing import SealError
from pipeline.resources.warehouse import Warehouse, WarehouseError, log_beside
from pipeline.resources.whole_files import put_in_place, replace_text
from pipeline.run_journal import JOURNAL, read_journal, restore_runs, write_journal

ASKED = "Making the warehouse again from landing."
UPGRADED = "Making the warehouse again from landing: another version of this program made it."

LOCKED = "Making the warehouse again from landing, locked with the home's key."
MOVED = "Making the warehouse again from landing: another engine computed it."
OPENED = "Making the warehouse again from landing, not locked any more."


@dataclass(frozen=True)
class Ground:
    """What the files of a run are loaded into.

    Attributes:
        connection: May write; no transaction is open.
        why: A line for people where the warehouse is made again, else empty.
        is_whole: Whether files of practices that the run does not serve are there already.
    """

    home: Home
    connection: duckdb.DuckDBPyConnection
    why: str
    is_whole: bool

    def practices(self, served: Sequence[Practice]) -> Sequence[Practice]:
        """Return whose files are loaded: those served, and where something is missing, all."""
        if self.is_whole:
            return served
        return [
            practice
            for practice in self.home.practices
            if practice in served or read_journal(self.home, practice)
        ]


def ask_for_rebuild(home: Home) -> None:
    """Have the next run that loads, whoever starts it, make the warehouse again."""
    replace_text("", _mark(home))


@dataclass(frozen=True)
class ChangedOver:
    """What became of the archives.

    Attributes:
        count: Files that were locked or unlocked.
        aside: Practices whose own key does not open what is locked: they can be served no more than
            those whose settings are wrong.
    """

    count: int
    aside: tuple[Unsound, ...]


def change_over(home: Home) -> ChangedOver:
    """Lock or unlock every archive as settings want it.

    Kept scrubs and proofs go along: they quote what lies there.

    Raises:
        SecretError: If settings of the home name a key and it is not here, or others can read it.
        SealError: If a file is locked and the home's key does not open it.
    """
    count, aside = 0, list[Unsound]()
    for practice in home.practices:
        try:
            count += archived_bytes.change_over(
                home.landing_folder / practice.practice_id,
                *home.archive_keys(practice),
                chain(
                    scrub_folder(home, practice.practice_id).glob(RUNS),
                    proof_folder(home, practice.practice_id).glob(PROOFS),
                ),
            )
        except SealError as error:
            if practice.settings.at_rest.key is None:
                raise
            aside.append(Unsound(practice.practice_id, tuple(error.problems)))
    return ChangedOver(count, tuple(aside))


@contextmanager
def ground(home: Home) -> Generator[Ground]:
    """Lend what to load into; what is new takes the old one's place when the block ends well.

    Raises:
        NewerVersionError: If a newer version made the warehouse.
        WarehouseError: If another process has it open, or it is damaged and nobody asked for a
            new one.
    """
    why = _why(home)
    if why:
        require_all_sound(home)
        with _in_place_of_the_old(home) as connection, _loaded(connection, home):
            yield Ground(home, connection, why, is_whole=False)
        return
    with Warehouse(home).writing() as connection:
        if versions.is_begun(connection) and versions.is_whole(connection):
            # A load that Spark lost held files of practices that this run does not serve, too.
            yield Ground(home, connection, "", is_whole=not home.is_on_spark)
            return
        require_all_sound(home)
        with _loaded(connection, home):
            yield Ground(home, connection, "", is_whole=False)


def require_all_sound(home: Home) -> None:
    """Refuse to make a warehouse again while it is not known whose all the archives are.

    Which practice a folder with wrong settings is, they alone say: any archive that is of none of
    the sound ones counts.

    Raises:
        SettingsError: There is one.
    """
    if _archives_aside(home):
        raise _unsound(home)


def require_sound(home: Home, practice_ids: Iterable[str]) -> None:
    """Refuse to set aside files that could not be loaded again.

    Raises:
        SettingsError: Settings of some practice are wrong, and one of these is of no sound one.
    """
    sound = {practice.practice_id for practice in home.practices}
    if home.unsound and not sound.issuperset(practice_ids):
        raise _unsound(home)


def _archives_aside(home: Home) -> list[Path]:
    """Return the archives that are of no sound practice, where settings of any are wrong."""
    if not home.unsound:
        return []
    sound = {practice.practice_id for practice in home.practices}
    journals = home.landing_folder.glob(f"*/{JOURNAL}")
    return [journal.parent for journal in journals if journal.parent.name not in sound]


def _unsound(home: Home) -> SettingsError:
    named = [wrong.practice_id for wrong in home.unsound]
    told = [problem for wrong in home.unsound for problem in wrong.problems]
    return SettingsError(would_be_lost(home.path, named), *told)


def _why(home: Home) -> str:
    if _mark(home).exists():
        return ASKED
    if not home.working_file.exists():
        return ""
    if is_locked(home.working_file) != bool(home.lock_key):
        return OPENED if is_locked(home.working_file) else LOCKED
    if RawParts.of(home).exists != home.is_on_spark:
        return MOVED
    with Warehouse(home).writing() as connection:
        if not versions.is_begun(connection) or versions.is_ours(connection, home):
            return ""
    return UPGRADED


@contextmanager
def _loaded(connection: duckdb.DuckDBPyConnection, home: Home) -> Generator[None]:
    """Begin a warehouse with the runs that are known, and call it whole when the block ends."""
    versions.begin(connection)
    create_raw_tables(connection)
    for practice in home.practices:
        restore_runs(connection, home, practice)
    yield
    versions.finish(connection)


@contextmanager
def _in_place_of_the_old(home: Home) -> Generator[duckdb.DuckDBPyConnection]:
    _keep_runs(home)
    beside = Warehouse(home).beside()
    _delete(beside.path)
    with beside.writing() as connection:
        yield connection
        connection.execute("checkpoint")
    # A log of the old file would be taken for one of the new.
    log_beside(home.working_file).unlink(missing_ok=True)
    put_in_place({beside.path: home.working_file})
    if not home.is_on_spark:
        RawParts.of(home).clear()
    # What spilled out of memory, here or in a run that was killed, is rows too.
    shutil.rmtree(beside.path.parent)
    shutil.rmtree(home.working_file.with_name(f"{home.working_file.name}.tmp"), ignore_errors=True)
    _mark(home).unlink(missing_ok=True)


def _keep_runs(home: Home) -> None:
    """Write what the old warehouse knows of runs to the journals, if it can be read."""
    if not home.working_file.exists():
        return
    with (
        suppress(WarehouseError, duckdb.Error),
        Warehouse(home).writing() as connection,
    ):
        for practice in home.practices:
            write_journal(connection, home, practice)


def _delete(path: Path) -> None:
    for left in (path, log_beside(path)):
        left.unlink(missing_ok=True)


def _mark(home: Home) -> Path:
    return home.working_file.with_name("rebuild.asked")
