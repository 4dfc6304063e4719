"""Files as typed tables: what was landed and not loaded yet, in one batch a transaction."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import dagster as dg
import duckdb
import yaml

from pipeline.defs.landing.assets import KEYS
from pipeline.defs.wiring.home import Order, TriageHome
from pipeline.defs.wiring.owners import OPERATOR
from pipeline.defs.wiring.partitions import POOL
from pipeline.defs.wiring.progress import bar, say
from pipeline.exports.profile import Profile
from pipeline.loading import LoadReport, batches_of, load
from pipeline.manifest import new_files
from pipeline.practice import Home, Practice
from pipeline.raw_tables import raw_tables
from pipeline.rebuilding import ground, require_sound
from pipeline.resources.dbt import PROJECT
from pipeline.resources.landing import Landing
from pipeline.resources.raw_parts import RawParts
from pipeline.resources.scrub_folder import kept_run_ids, kept_runs
from pipeline.resources.sidecars import LandedFile
from pipeline.runs import record_run
from pipeline.scrub_run_rows import replace_scrub_runs
from pipeline.settings_tables import replace_settings
from pipeline.source_look_rows import replace_looks
from pipeline.spark.loading import BatchReader, load_on_spark, set_aside, unwhole
from pipeline.spark.session import require_spark, spark_session

SOURCE_PAPERS = PROJECT / "models" / "staging" / "_raw.yml"

# The first word of a table's name tells which kind of file it comes from.
SOURCES = {
    "remittance": ["remittance"],
    "provider": ["remittance"],
    "status": ["claim_status"],
    "ack": ["acknowledgement"],
    "interchange": ["acknowledgement"],
    "submitted": ["submitted_claims"],
    "practice": ["practice_exports"],
    "worklist": ["worklists"],
    "settings": [],
    "runs": [],
    "source": [],
    "scrub": [],
}


def spec(table: str, words: str) -> dg.AssetSpec:
    """Return a raw table as an asset, behind the kinds of files its rows come from."""
    feeds = SOURCES.get(table.split("_", maxsplit=1)[0], list(KEYS))
    return dg.AssetSpec(
        dg.AssetKey(["raw", table]),
        description=words,
        deps=[KEYS[feed] for feed in feeds],
        group_name="raw",
        kinds={"duckdb"},
        owners=[OPERATOR],
    )


def told_of_tables() -> dict[str, str]:
    """Return what the models' own papers say of each raw table."""
    papers = yaml.safe_load(SOURCE_PAPERS.read_text(encoding="utf-8"))
    return {
        table["name"]: table["description"]
        for source in papers["sources"]
        for table in source["tables"]
    }


AGAIN = "Files loaded again, whose rows Spark does not have as they were written:"
COUNTS = ("file_count", "finding_count", "quarantined_count", "byte_count")
TOLD = told_of_tables()
TABLES = {table: spec(table, TOLD.get(table, "")) for table in sorted(raw_tables())}


@dg.multi_asset(name="load", specs=list(TABLES.values()), pool=POOL)
def load_raw(
    context: dg.AssetExecutionContext, triage_home: TriageHome, order: Order
) -> Iterator[dg.MaterializeResult]:
    """Load what was landed and is not loaded yet; write settings and the day of the build."""
    home = triage_home.open()
    now = dt.datetime.now(dt.UTC)
    landing = Landing(home)
    served = order.practices(home)
    files: list[LandedFile] = []
    profiles: dict[str, tuple[Profile, ...]] = {}
    with ground(home) as new:
        say(new.why)
        connection = new.connection
        make_ready(home, connection)
        for practice in new.practices(served):
            write_settings(home, connection, practice, landing)
            if practice in served:
                as_of_on = order.day_of_build(practice, now)
                record_run(connection, home, practice, context.run_id, as_of_on, now)
            profiles[practice.practice_id] = practice.profiles
            files += new_files(connection, landing.landed(practice))
        report = loaded(home, connection, files, profiles, context.run_id)
        rows = row_counts(connection)
    counts = {name: getattr(report, name) for name in COUNTS}
    for table, asset in TABLES.items():
        yield dg.MaterializeResult(
            asset_key=asset.key, metadata={"dagster/row_count": rows.get(table, 0), **counts}
        )


def make_ready(home: Home, connection: duckdb.DuckDBPyConnection) -> None:
    """Where Spark holds the rows, see that it can be started, and set aside what is not whole.

    Raises:
        SparkError: It cannot.
        SettingsError: What is set aside could not be loaded again.
    """
    if home.is_on_spark:
        require_spark(home)
        if lost := unwhole(connection, RawParts.of(home)):
            require_sound(home, {practice_id for practice_id, _ in lost})
            set_aside(connection, lost)
            say(f"{AGAIN} {len(lost):,}.")


def write_settings(
    home: Home, connection: duckdb.DuckDBPyConnection, practice: Practice, landing: Landing
) -> None:
    """Write what a practice has set up, how its sources were found, and its kept scrubs."""
    key = practice.practice_id
    replace_settings(connection, practice)
    replace_looks(connection, key, landing.looks(practice))
    replace_scrub_runs(connection, key, kept_run_ids(home, key), partial(kept_runs, home, key))


def loaded(
    home: Home,
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[LandedFile],
    profiles: Mapping[str, tuple[Profile, ...]],
    run_id: str,
) -> LoadReport:
    """Load files where the home's engine wants their rows."""
    if home.is_on_spark:
        parts = RawParts.of(home)
        reader = BatchReader(parts, run_id, tuple(batches_of(files)), home.secret, profiles)
        with spark_session(home.settings.engine, parts.builds / "loading") as session:
            return load_on_spark(connection, session, reader)
    with bar("reading files", sum(file.byte_count for file in files)) as on_part:
        return load(connection, home.secret, files, on_part, profiles)


def row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows each raw table holds, all practices together."""
    counted = " union all ".join(f"select '{table}', count(*) from raw.{table}" for table in TABLES)  # noqa: S608
    return dict(connection.execute(counted).fetchall())
