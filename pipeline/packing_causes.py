"""Pages 4 and 7: what keeps coming, and what repeats over two weeks."""

import datetime as dt

from pipeline.packing_tables import PacketTables, Row, grouped, owner_of
from reports.packet import Cause, Concentration, Repeat

WEEKS = 6
WEEK = dt.timedelta(days=7)


def causes_of(tables: PacketTables) -> tuple[Cause, ...]:
    """Return the causes worth a change, most dollars a week times weeks seen first.

    Only what the scan found claims that something changed; counting alone is ``keeps_coming``.
    """
    weeks = grouped(tables.rows("pkt_cause_weeks", "reason_id, trend_week"), "reason_id")
    places = grouped(tables.rows("pkt_cause_places", "reason_id, relation desc"), "reason_id")
    return tuple(
        Cause(
            label=row["reason_label"],
            kind=row["kind"],
            origin=row["origin"],
            concentrations=tuple(_place(place) for place in places.get(row["reason_id"], [])),
            weekly_counts=_counts(tables.packet_week, weeks.get(row["reason_id"], [])),
            likely_back_usd=int(row["likely_back_usd"]),
            check=row["suggested_check"] or "",
            owner=owner_of(row),
            since_on=row["since_on"] if row["kind"] == "lasting" else None,
        )
        for row in tables.rows("pkt_causes", "cause_rank")
    )


def _place(row: Row) -> Concentration:
    return Concentration(
        claim_count=row["claim_count"],
        of_count=row["of_count"],
        relation=row["relation"],
        where=row["found_where"],
        counted=row["counted"],
    )


def _counts(packet_week: dt.date, rows: list[Row]) -> tuple[int | None, ...]:
    """Six weeks, oldest first; a week before the record began is not known."""
    counts = {row["trend_week"]: row["claim_count"] for row in rows}
    return tuple(counts.get(packet_week - WEEK * back) for back in range(WEEKS - 1, -1, -1))


def repeats_of(tables: PacketTables) -> tuple[Repeat, ...]:
    """Return the reasons denied in this week and in the one before, most claims first."""
    return tuple(
        Repeat(
            reason=row["reason_label"],
            payer=row["payer"],
            week_before=row["week_before_count"],
            this_week=row["this_week_count"],
            is_compared=row["is_compared"],
            promise=row["promise_state"] or "none",
            decision=row["decision_state"],
        )
        for row in tables.rows(
            "pkt_repeats", "this_week_count desc, week_before_count desc, reason_label, reason_id"
        )
    )
