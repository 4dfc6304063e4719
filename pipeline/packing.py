"""From the packet tables of one practice and week to the values a page may show.

Takes a connection to a built warehouse. The only bridge between the warehouse and ``reports``:
everything is counted in the tables; here rows become frozen values. Refuses a week that the
warehouse does not hold.
"""

import datetime as dt
from typing import Any

import duckdb

from pipeline.errors import Problem, TriageError
from pipeline.packing_aging import aging_of, untouched_owners, untouched_payers
from pipeline.packing_beside import beside_of
from pipeline.packing_causes import causes_of, edits_of, repeats_of
from pipeline.packing_denials import (
    batches_of,
    categories_of,
    expiring_of,
    origins_of,
    rises_of,
)
from pipeline.packing_measures import measures_of, series_of
from pipeline.packing_meeting import decision_book_of, meeting_of
from pipeline.packing_quality import coverage_of, quality_of
from pipeline.packing_tables import PacketTables, Row
from pipeline.packing_worklists import ListKeys, choices_of, lists_of
from reports.packet import (
    DecisionBook,
    DifferenceRow,
    Differences,
    Headline,
    Packet,
    Worklists,
)

SUMMARY_NOTICE = "invented data, not a real practice"
WORKLIST_NOTICE = "invented data"


def pack(connection: duckdb.DuckDBPyConnection, practice_id: str, packet_week: dt.date) -> Packet:
    """Return one week's summary: counts only, no fact about a single claim.

    Args:
        connection: The warehouse, working or published copy.
        practice_id: Whose week.
        packet_week: First day of the seven covered.

    Raises:
        TriageError: The week is not complete, or before the first file.
    """
    tables = PacketTables(connection, practice_id, packet_week)
    cover = _one(tables, "pkt_cover")
    return Packet(
        practice_name=cover["practice_name"],
        size=cover["size"],
        packet_week=packet_week,
        covers_until=cover["covers_until"],
        issued_on=cover["issued_on"],
        invented_notice=SUMMARY_NOTICE if cover["is_invented"] else "",
        coverage=coverage_of(tables, cover),
        headline=_headline(tables, cover),
        categories=categories_of(tables),
        expiring=expiring_of(tables),
        batches=batches_of(tables),
        origins=origins_of(tables),
        causes=causes_of(tables),
        beside=beside_of(tables),
        aging=aging_of(tables),
        untouched_by_payer=untouched_payers(tables),
        untouched_by_owner=untouched_owners(tables),
        measures=measures_of(tables),
        repeats=repeats_of(tables),
        quality=quality_of(tables),
        rises=rises_of(tables),
        meeting=meeting_of(tables, cover),
        edits=edits_of(tables),
    )


def pack_decisions(
    connection: duckdb.DuckDBPyConnection, practice_id: str, packet_week: dt.date
) -> DecisionBook:
    """Return what the week's meeting may decide, and what earlier ones decided; counts only.

    Args:
        connection: The warehouse, working or published copy.
        practice_id: Whose meeting.
        packet_week: First day of the seven covered.

    Raises:
        TriageError: The week is not complete, or before the first file.
    """
    tables = PacketTables(connection, practice_id, packet_week)
    cover = _one(tables, "pkt_cover")
    notice = SUMMARY_NOTICE if cover["is_invented"] else ""
    return decision_book_of(tables, cover, practice_id, notice)


def pack_worklists(
    connection: duckdb.DuckDBPyConnection, practice_id: str, day: dt.date | None
) -> Worklists:
    """Return the claim rows to work, an owner after the other; for the billing team only.

    Args:
        connection: The warehouse, working or published copy.
        practice_id: Whose work.
        day: Today (the day of the build) for what is open now, or the first day of a packet week
            for what was open when its packet was issued. ``None`` = the day of the build.

    Raises:
        TriageError: The warehouse tells no work as of that day.
    """
    tables = PacketTables(connection, practice_id, _work_week(connection, practice_id, day))
    owners = tables.rows("pkt_worklist_owners", "owner_order, owner_role")
    first = owners[0]
    as_of_on = _list_day(first)
    lists, shows_part2 = lists_of(tables, owners, ListKeys(practice_id, as_of_on))
    return Worklists(
        practice_name=first["practice_name"],
        packet_week=tables.packet_week,
        covers_until=first["covers_until"],
        as_of_on=as_of_on,
        shred_on=first["shred_on"],
        invented_notice=WORKLIST_NOTICE if first["is_invented"] else "",
        lists=lists,
        choices=choices_of(tables),
        shows_part2=shows_part2,
    )


def pack_differences(
    connection: duckdb.DuckDBPyConnection, practice_id: str, day: dt.date | None
) -> Differences:
    """Return the claims on which the practice system and the files differ; for billing only.

    Args:
        connection: The warehouse, working or published copy.
        practice_id: Whose claims.
        day: As for `pack_worklists`.

    Raises:
        TriageError: The warehouse tells no work as of that day.
    """
    tables = PacketTables(connection, practice_id, _work_week(connection, practice_id, day))
    first = tables.rows("pkt_worklist_owners", "owner_order, owner_role")[0]
    return Differences(
        practice_name=first["practice_name"],
        as_of_on=_list_day(first),
        shred_on=first["shred_on"],
        invented_notice=WORKLIST_NOTICE if first["is_invented"] else "",
        rows=tuple(
            DifferenceRow(
                label=row["label_text"],
                fix=row["what_to_do"],
                claim_number=row["claim_number"],
                status_there=row["status_there"],
                balance_there_usd=row["insurance_balance_usd"],
                open_here_usd=row["open_usd"],
                difference_usd=row["difference_usd"],
                listed_on=row["listed_on"],
            )
            for row in tables.rows("pkt_difference_rows", "row_rank")
        ),
    )


def _list_day(owner: Row) -> dt.date:
    """Return the day a list is worked: today's on the day of the build, a week's at its end."""
    until: dt.date = owner["covers_until"]
    return until - dt.timedelta(days=1) if owner["is_running"] else until


def _headline(tables: PacketTables, cover: dict[str, Any]) -> Headline:
    return Headline(
        denied=series_of(tables, "claims_denied"),
        likely_back=series_of(tables, "likely_back"),
        untouched=series_of(tables, "untouched"),
        rejected=series_of(tables, "rejected"),
        billed_usd=int(cover["billed_usd"]),
        untouched_open_usd=int(cover["untouched_open_usd"]),
        untouched_days=cover["untouched_days"],
    )


def _one(tables: PacketTables, table: str) -> dict[str, Any]:
    rows = tables.rows(table, "packet_week")
    if not rows:
        raise TriageError(_no_week(tables.packet_week))
    return rows[0]


def _work_week(
    connection: duckdb.DuckDBPyConnection, practice_id: str, day: dt.date | None
) -> dt.date:
    """Find the week whose end, or whose first day, the asked day is; the running one wins."""
    found = connection.execute(
        "select packet_week from facts.dim_work_days where practice_id = $practice and case"
        " when $day is null then is_running"
        " else packet_week = $day or (is_running and covers_until = cast($day as date) + 1) end"
        " order by is_running desc limit 1",
        {"practice": practice_id, "day": day},
    ).fetchone()
    if found is None:
        raise TriageError(_no_week(day))
    return found[0]


def _no_week(day: dt.date | None) -> Problem:
    return Problem(
        where="Warehouse, packet tables",
        what=f"no rows for {day.isoformat() if day else 'today'}",
        why="A packet needs a week that is over and began after the first file arrived.",
        remedy="Run `triage run` first, or name the first day of a week it has built.",
    )
