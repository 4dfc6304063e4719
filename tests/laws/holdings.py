"""What a home holds, as digests: rows of the published copy, what people get, the archive."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.practice import Home
from pipeline.resources.archived_bytes import archived
from pipeline.resources.databases import open_to_read
from pipeline.resources.landing import Landing
from pipeline.resources.published import published_key
from pipeline.resources.receipts import FOLDER as RECEIPTS
from pipeline.resources.receipts import Receipts

_COMPARED = ("raw", "facts", "rollups", "packet")
# Each run is a row, a killed one too, and so is each look into a source.
_OF_RUNS = {"raw.runs", "raw.source_looks", "facts.fct_source_looks"}
# When a file was landed is an instant of the machine.
_INSTANTS = {"raw.files": "exclude (landed_at)"}
# Runs keep their history there, and dbt its scratch; keys are settings.
_NOT_LEFT = ("dagster/", "at-rest.key")
# What waits is noted anew at each look; how the archive lies, by the first run that finds one.
_NOTES = (".seen-by-runs.json", "at-rest")

_EARLIEST = dt.date(2000, 1, 1)


def published(home: Home) -> dict[str, str] | None:
    """Return each table of the published copy as a digest of its rows; None where there is none."""
    if not home.published_file.exists():
        return None
    with open_to_read(home.published_file, published_key(home.path, {})) as connection:
        tables = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables "
            "where list_contains(?, table_schema) order by all",
            [list(_COMPARED)],
        ).fetchall()
        return {
            table: _digest(
                connection.execute(
                    f"select * {_INSTANTS.get(table, '')} from {table} order by all"
                ).fetchall()
            )
            for (table,) in tables
            if table not in _OF_RUNS
        }


def papers(home: Home) -> dict[str, str]:
    """Return what people get, by path in the home, as digests."""
    folders = ("practices/*/packets", "practices/*/worklists", "packets", "delivered")
    return {
        str(path.relative_to(home.path)): _digest(path.read_bytes())
        for folder in folders
        for path in sorted(home.path.glob(f"{folder}/**/*"))
        if path.is_file() and not path.name.startswith(".")
    }


def received(home: Home) -> dict[str, str]:
    """Return the archive by digest: what is told of each file, and its bytes as they came.

    With them goes which sources were looked into: what else comes from them is news.
    """
    looked = {
        str(path.relative_to(home.path)): path.read_text("utf-8")
        for path in home.landing_folder.glob("*/.first-run-done")
    }
    return looked | {
        f"landing/{practice.practice_id}/{told.sha256}": f"{_opened(told.path, told.key)} "
        f"{told.byte_count} {told.source_name} {told.received_on} {told.delivery_count} "
        f"{told.refused}"
        for practice in home.practices
        for told in Landing(home).landed(practice)
    }


def deliveries(home: Home) -> dict[str, str]:
    """Return what was delivered to whom; of a folder its own name, for homes lie elsewhere."""
    return {
        f"deliveries/{one.practice_id}/{one.period}/{one.kind}/{Path(one.to).name}/{one.number}": (
            f"{one.state} {one.content} {one.is_correction}"
        )
        for one in Receipts.of(home).since(_EARLIEST)
    }


def names(home: Home) -> dict[str, str]:
    """Return every file of a home by its path: nothing may be lost, and no half left behind."""
    return dict.fromkeys(_names(home), "is there")


def everything(home: Home) -> dict[str, str]:
    """Return all that two homes that received the same must have in common."""
    tables = published(home) or {}
    return {**tables, **names(home), **received(home), **papers(home), **deliveries(home)}


def is_table(name: str) -> bool:
    """Return whether what is held under a name is a table of the published copy."""
    return name.startswith(tuple(f"{schema}." for schema in _COMPARED))


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Return the names whose digests differ, or that only one of two has."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _opened(path: Path, key: str) -> str:
    with archived(path, key) as content:
        return hashlib.sha256(content).hexdigest()


def _names(home: Home) -> Iterator[str]:
    for path in sorted(home.path.rglob("*")):
        name = path.relative_to(home.path).as_posix()
        is_receipt = name.startswith(f"{RECEIPTS}/") and path.suffix == ".json"
        is_other = is_receipt or name.startswith(_NOT_LEFT) or path.name in _NOTES
        if path.is_file() and not is_other:
            yield name


def _digest(content: object) -> str:
    data = content if isinstance(content, bytes) else repr(content).encode()
    return hashlib.sha256(data).hexdigest()
