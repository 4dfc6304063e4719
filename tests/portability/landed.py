"""Files of two practices in the archive of a home, and the rows that one machine makes of them.

One file is broken, one a list that answers another, and one practice's key looks like a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipeline.loading import load
from pipeline.manifest import new_files
from pipeline.practice import Home, init_home
from pipeline.raw_tables import file_tables, raw_tables
from pipeline.resources.landing import Landing
from pipeline.resources.raw_parts import RawParts
from pipeline.resources.received import Received
from pipeline.resources.sidecars import LandedFile
from tests.loading.conftest import NOW
from tests.loading.made_up import (
    acknowledgement,
    claim_status,
    interchange,
    remittance,
    submitted,
)

FILES = {
    "007": {
        "a.835": interchange(remittance()),
        "b.277": claim_status(),
        "c.999": acknowledgement(),
        "d.837": submitted(),
        "e.835": interchange(remittance())[:-40] + b"~GARBAGE",
        "f.csv": b"nobody,knows\n1,2\n",
    },
    "birch": {"a.835": interchange(remittance())},
}


def home_of_files(folder: Path) -> Home:
    """Make a home whose archive holds the files; Spark is to hold their rows."""
    for key in FILES:
        init_home(folder, key, key.title())
    home = Home.open(folder)
    for practice in home.practices:
        for name, content in FILES[practice.practice_id].items():
            (practice.inbox / name).write_bytes(content)
        Landing(home).bring_in(practice, practice.source_urls, NOW, Received.history())
    return home.on_engine("spark")


def files_of(home: Home, connection: duckdb.DuckDBPyConnection) -> list[LandedFile]:
    return [
        file
        for practice in home.practices
        for file in new_files(connection, Landing(home).landed(practice))
    ]


def rows_in(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[Any, ...]]:
    columns = ", ".join(raw_tables()[table])
    return connection.execute(f"select {columns} from raw.{table} order by all").fetchall()


def on_one_machine(home: Home, folder: Path) -> Mapping[str, Sequence[tuple[Any, ...]]]:
    """The rows that the loader makes of the same archive in a database of its own."""
    with duckdb.connect(str(folder / "beside.duckdb")) as beside:
        beside.execute("create schema raw")
        beside.execute("create table raw.files (practice_id varchar, file_id varchar, "
                       "delivery_count integer)")  # fmt: skip
        files = files_of(home, beside)
        beside.execute("drop table raw.files")
        load(beside, home.secret, files)
        return {table: rows_in(beside, table) for table in file_tables()}


def parts_of(home: Home) -> list[Path]:
    return sorted(RawParts.of(home).folder.glob("rows/*/*/*/*.parquet"))


def rows_in_parts(home: Home, table: str) -> list[tuple[Any, ...]]:
    """The rows of all that lies there of a table, whoever wrote it."""
    columns = raw_tables()[table]
    lying = RawParts.of(home).rows_of(table)
    if not any(lying.glob("*/*/*.parquet")):
        return []
    with duckdb.connect() as beside:
        return beside.execute(
            f"select {', '.join(columns)} from read_parquet('{lying}/*/*/*.parquet', "
            "hive_partitioning = true, hive_types = {'practice_id': varchar, 'load': varchar}) "
            "order by all"
        ).fetchall()
