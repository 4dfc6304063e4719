"""A database file opened with or without a key, so that nobody else has to know which it is.

Takes a path and the warehouse's key, empty for a file that is not locked. A locked file is attached
under the name its views use; OpenSSL, which writing it needs, comes with the installed extension
and is never fetched. Refuses nothing of its own: what is wrong with a file is DuckDB's to say.
"""

import importlib.util
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

# What analysts' tools of 1.4 and later can open; the published copy is a copy of the working file.
STORAGE_VERSION = "v1.4.0"
NAME = "denials"

_MAGIC, _LOCKED = slice(8, 12), 20
_AS_INSTALLED = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


def is_locked(path: Path) -> bool:
    """Tell whether a database file is encrypted, by its first bytes; a missing one is not."""
    if not path.exists():
        return False
    with path.open("rb") as stream:
        head = stream.read(_LOCKED + 1)
    return head[_MAGIC] == b"DUCK" and len(head) > _LOCKED and bool(head[_LOCKED] & 1)


@contextmanager
def open_to_write(path: Path, key: str) -> Generator[duckdb.DuckDBPyConnection]:
    """Lend a connection that may write; the file is made when it is not there.

    Raises:
        duckdb.Error: If another process has it open, it is damaged, or another key locks it.
    """
    if key:
        with _attached(path, f"encryption_key '{key}', storage_version '{STORAGE_VERSION}'") as one:
            yield one
        return
    # dbt opens the file without this setting and keeps the version it finds.
    config: dict[str, Any] = {"storage_compatibility_version": STORAGE_VERSION}
    with duckdb.connect(str(path), config=config) as connection:
        yield connection


@contextmanager
def open_to_read(path: Path, key: str) -> Generator[duckdb.DuckDBPyConnection]:
    """Lend a connection that cannot write.

    Raises:
        duckdb.Error: If it cannot be opened.
    """
    if key:
        with _attached(path, f"encryption_key '{key}', read_only") as connection:
            yield connection
        return
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def load_openssl(connection: duckdb.DuckDBPyConnection) -> None:
    """Let a connection write locked files, with the extension that is installed as a package."""
    found = importlib.util.find_spec("duckdb_extension_httpfs")
    places = found.submodule_search_locations if found else None
    folder = Path(next(iter(places or ["."])))
    extension = folder / "extensions" / f"v{duckdb.__version__}" / "httpfs.duckdb_extension"
    connection.execute(f"load {quoted(extension)}")


def memory() -> duckdb.DuckDBPyConnection:
    """Return a connection to a database in memory that writes nothing to any disk."""
    # Too little memory ends the work with an error; rows of patients spilled to a disk would stay.
    return duckdb.connect(":memory:", config={**_AS_INSTALLED, "temp_directory": ""})


def attach_to_read(connection: duckdb.DuckDBPyConnection, path: Path, key: str) -> None:
    """Let a connection read a database file, under the name that its views use.

    Raises:
        duckdb.Error: If it cannot be opened.
    """
    options = "read_only"
    if key:
        load_openssl(connection)
        options += f", encryption_key '{key}'"
    connection.execute(f"attach {quoted(path)} as {NAME} ({options})")


@contextmanager
def _attached(path: Path, options: str) -> Generator[duckdb.DuckDBPyConnection]:
    # What does not fit into memory is locked on the disk too, under a key that is kept nowhere.
    beside = {"temp_directory": f"{path}.tmp", "temp_file_encryption": True}
    with duckdb.connect(":memory:", config=_AS_INSTALLED | beside) as connection:
        load_openssl(connection)
        connection.execute(f"attach {quoted(path)} as {NAME} ({options})")
        connection.execute(f"use {NAME}")
        yield connection


def quoted(text: str | Path) -> str:
    """Return a text as a literal of SQL, for statements that take no parameter."""
    return "'" + str(text).replace("'", "''") + "'"
