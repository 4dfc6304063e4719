"""Several practices' weeks under the cover that a billing company opens first.

Takes the published copy. Refuses a cover that would say nothing beside the one packet under it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import duckdb

from pipeline.packing import pack
from reports.packet import Company, Packet


def pack_held(
    connection: duckdb.DuckDBPyConnection, practice_ids: Sequence[str], packet_week: dt.date
) -> dict[str, Packet]:
    """Return the week of each practice that holds it; the others have not come to it yet."""
    return {
        practice_id: pack(connection, practice_id, packet_week)
        for practice_id in practices_at(connection, packet_week)
        if practice_id in practice_ids
    }


def practices_at(connection: duckdb.DuckDBPyConnection, packet_week: dt.date) -> list[str]:
    """Return the keys of the practices that have come to a week."""
    found = connection.execute(
        "select practice_id from packet.pkt_cover where packet_week = ? order by practice_id",
        [packet_week],
    ).fetchall()
    return [practice_id for (practice_id,) in found]


def company_over(
    packets: Sequence[Packet], left_out: Sequence[str], unsound: Sequence[str] = ()
) -> Company | None:
    """Put several practices' weeks under one cover; over one packet it would say nothing new."""
    if not packets or len(packets) + len(left_out) + len(unsound) == 1:
        return None
    first = packets[0]
    return Company(
        packet_week=first.packet_week,
        covers_until=first.covers_until,
        issued_on=first.issued_on,
        packets=tuple(packets),
        left_out=tuple(left_out),
        unsound=tuple(unsound),
    )
