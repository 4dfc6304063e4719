"""Files as typed tables: what was landed and not loaded yet, in one batch a transaction."""

import datetime as dt
from collections.abc import Iterator

import dagster as dg
import duckdb

from pipeline.defs.landing.assets import KEYS
from pipeline.defs.wiring.home import Order, TriageHome
from pipeline.defs.wiring.partitions import POOL
from pipeline.defs.wiring.progress import bar
from pipeline.loading import LoadReport, load
from pipeline.manifest import new_files
from pipeline.raw_tables import create_raw_tables, raw_tables
from pipeline.resources.landing import Landing
from pipeline.resources.warehouse import Warehouse
from pipeline.runs import record_run
from pipeline.settings_tables import replace_settings

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
}


def spec(table: str) -> dg.AssetSpec:
    """Return a raw table as an asset, behind the kinds of files its rows come from."""
    feeds = SOURCES.get(table.split("_", maxsplit=1)[0], list(KEYS))
    return dg.AssetSpec(
        dg.AssetKey(["raw", table]),
        deps=[KEYS[feed] for feed in feeds],
        group_name="raw",
        kinds={"duckdb"},
    )


TABLES = {table: spec(table) for table in sorted(raw_tables())}


@dg.multi_asset(name="load", specs=list(TABLES.values()), pool=POOL)
def load_raw(
    context: dg.AssetExecutionContext, triage_home: TriageHome, order: Order
) -> Iterator[dg.MaterializeResult]:
    """Load what was landed and is not loaded yet; write settings and the day of the build."""
    home = triage_home.open()
    now = dt.datetime.now(dt.UTC)
    landing = Landing(home)
    report = LoadReport()
    with Warehouse(home).writing() as connection:
        create_raw_tables(connection)
        for practice in order.practices(home):
            replace_settings(connection, practice)
            as_of_on = order.day_of_build(practice, now)
            record_run(connection, home, practice, context.run_id, as_of_on, now)
            files = new_files(connection, landing.landed(practice))
            with bar("reading files", sum(file.byte_count for file in files)) as on_part:
                own = {practice.practice_id: practice.profiles}
                report += load(connection, home.secret, files, on_part, own)
        rows = row_counts(connection)
    counts = {
        "file_count": report.file_count,
        "finding_count": report.finding_count,
        "quarantined_count": report.quarantined_count,
        "byte_count": report.byte_count,
    }
    for table, asset in TABLES.items():
        yield dg.MaterializeResult(
            asset_key=asset.key, metadata={"dagster/row_count": rows.get(table, 0), **counts}
        )


def row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows each raw table holds, all practices together."""
    counted = " union all ".join(f"select '{table}', count(*) from raw.{table}" for table in TABLES)  # noqa: S608
    return dict(connection.execute(counted).fetchall())
