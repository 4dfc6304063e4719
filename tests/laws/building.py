"""A warehouse out of deliveries, the way a run makes it, without Dagster around it.

Once a session dbt loads the seeds into a blank warehouse that each build starts from, and runs its
models there; so a build costs the loading of its files and what dbt said to the database.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.loading import load
from pipeline.manifest import new_files
from pipeline.practice import Home, Practice, init_home
from pipeline.raw_tables import create_raw_tables
from pipeline.resources.dbt import prepared_manifest, run_dbt
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.resources.warehouse import Warehouse
from pipeline.runs import record_run
from pipeline.settings_tables import replace_settings
from pipeline.synthetic import SeasonReport
from tests.laws.modelling import Models

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)
BLANK = "denials.duckdb"
_QUIET = ("--log-level-file", "warn")
# Where a row came from differs between deliveries of the same sets; what it says may not.
PROVENANCE = frozenset({"file_id", "segment_number", "transaction_segment", "claim_segment"})


@dataclass(frozen=True)
class Delivery:
    """One file as it arrived."""

    name: str
    content: bytes
    received_on: dt.date


def deliveries_of(report: SeasonReport) -> list[Delivery]:
    """Return a season's files with the day each was received."""
    with report.received_csv.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        Delivery(
            Path(row["path"]).name,
            (report.inbox.parent / row["path"]).read_bytes(),
            dt.date.fromisoformat(row["received_on"]),
        )
        for row in rows
    ]


def settings_of(report: SeasonReport) -> dict[str, str]:
    """Return every settings file of a season, by its path in the practice's folder."""
    folder = report.practice_file.parent
    files = (report.practice_file, report.rules_file, *report.contracts_folder.iterdir())
    return {
        str(file.relative_to(folder)): file.read_text("utf-8") for file in files if file.exists()
    }


@dataclass(frozen=True)
class Builder:
    """Makes warehouses; ``blank`` holds the seeds and no model, ``parsed`` the parsed project."""

    blank: Path
    parsed: Path
    models: Models

    @classmethod
    def made_in(cls, folder: Path) -> Builder:
        """Load the seeds into a blank warehouse, and let dbt run its models on a copy."""
        folder.mkdir(parents=True, exist_ok=True)
        blank = folder / BLANK
        with duckdb.connect(str(blank)) as connection:
            create_raw_tables(connection)
        parsed = prepared_manifest(blank, folder / "dbt").parent
        run_dbt([*_QUIET, "seed"], blank, _scratch(folder / "seeding", parsed))
        modelled = folder / "modelled" / BLANK
        modelled.parent.mkdir()
        shutil.copy(blank, modelled)
        run_dbt([*_QUIET, "run"], modelled, _scratch(folder / "writing", parsed))
        return cls.of(folder)

    @classmethod
    def of(cls, folder: Path) -> Builder:
        """Take what was made in a folder."""
        (parsed,) = (folder / "dbt").glob("parsed-*")
        return cls(folder / BLANK, parsed, Models.written_by_dbt(folder / "writing"))

    def home(self, folder: Path, settings: Mapping[str, Mapping[str, str]]) -> Home:
        """Write a home whose practices have these settings files, by their paths."""
        for practice_id, files in settings.items():
            init_home(folder, practice_id, practice_id)
            for name, text in files.items():
                (folder / "practices" / practice_id / name).write_text(text, "utf-8")
        home = Home.open(folder)
        # One secret for all homes, or no two would hold the same tokens.
        home.secret_file.chmod(0o600)
        home.secret_file.write_text("5e" * 32, "ascii")
        home.working_file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.blank, home.working_file)
        return home

    def load(
        self, home: Home, practice: Practice, deliveries: Sequence[Delivery], as_of_on: dt.date
    ) -> None:
        """Put files into a practice's inbox and load them, as received on their days."""
        for each in deliveries:
            (practice.inbox / each.name).write_bytes(each.content)
        dates = {str(practice.inbox / each.name): each.received_on for each in deliveries}
        landing = Landing(home)
        landing.bring_in(practice, practice.source_urls, NOW, Received("history", dates=dates))
        with Warehouse(home).writing() as connection:
            replace_settings(connection, practice)
            record_run(connection, home, practice, f"run-{as_of_on}", as_of_on, NOW)
            load(connection, home.secret, new_files(connection, landing.landed(practice)))

    def transform(self, home: Home) -> None:
        """Make every model of what is loaded."""
        self.models.make(home.working_file)

    def transform_by_dbt(self, home: Home) -> None:
        """Let dbt itself run every model on what is loaded."""
        scratch = _scratch(home.path / "dbt", self.parsed)
        run_dbt([*_QUIET, "run"], home.working_file, scratch)

    def built(
        self,
        folder: Path,
        settings: Mapping[str, Mapping[str, str]],
        deliveries: Mapping[str, Sequence[Delivery]],
        as_of_on: dt.date,
    ) -> Home:
        """Build a whole home at once: each practice's files in one load, then the models."""
        home = self.home(folder, settings)
        for practice in home.practices:
            self.load(home, practice, deliveries[practice.practice_id], as_of_on)
        self.transform(home)
        return home

    def after(
        self, home: Home, folder: Path, deliveries: Sequence[Delivery], as_of_on: dt.date
    ) -> Home:
        """Return a copy of a home of one practice to which more files came."""
        shutil.copytree(home.path, folder)
        copied = Home.open(folder)
        self.load(copied, copied.practices[0], deliveries, as_of_on)
        self.transform(copied)
        return copied


def _scratch(folder: Path, parsed: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(parsed / "partial_parse.msgpack", folder)
    return folder


def query(home: Home, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Return the rows of a question to a home's working file."""
    with Warehouse(home).reading() as connection:
        return connection.execute(sql, list(parameters)).fetchall()


def tables_of(home: Home, *schemas: str) -> list[str]:
    """Return the tables of some schemas, as ``schema.table``."""
    rows = query(
        home,
        "select table_schema || '.' || table_name from information_schema.tables "
        "where list_contains(?, table_schema) order by all",
        [list(schemas)],
    )
    return [row[0] for row in rows]


def contents(
    home: Home, tables: Iterable[str], condition: str = "true", leaving: frozenset[str] = PROVENANCE
) -> dict[str, Counter[tuple[Any, ...]]]:
    """Return each table's rows that meet a condition, as a bag, without some columns."""
    found = {}
    with Warehouse(home).reading() as connection:
        for table in tables:
            columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
            kept = ", ".join(f'"{column}"' for column in columns if column not in leaving)
            if "packet_week" in condition and "packet_week" not in columns:
                continue
            rows = connection.execute(f"select {kept} from {table} where {condition}").fetchall()
            found[table] = Counter(rows)
    return found


def differences(
    one: Mapping[str, Counter[tuple[Any, ...]]], other: Mapping[str, Counter[tuple[Any, ...]]]
) -> dict[str, tuple[int, int]]:
    """Return the tables that differ, with how many rows only one or only the other holds."""
    told = {}
    for table in sorted(one.keys() | other.keys()):
        left, right = one.get(table, Counter()), other.get(table, Counter())
        if left != right:
            told[table] = ((left - right).total(), (right - left).total())
    return told
