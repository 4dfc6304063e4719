"""Pages 4 and 7: what keeps coming, and what repeats over two weeks."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from pipeline.packing_tables import PacketTables, Row, grouped, owner_of
from reports.packet import AdoptedEdit, Cause, Concentration, Repeat

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


def edits_of(tables: PacketTables) -> tuple[AdoptedEdit, ...]:
    """Return the checks before sending that are adopted, what needs a word first."""
    return tuple(
        AdoptedEdit(
            title=row["title"],
            stops=_stops(row),
            owner=owner_of(row),
            told_count=row["hit_claim_count"],
            mended_count=row["fixed_claim_count"],
            sent_anyway_count=row["sent_anyway_claim_count"],
            paid_count=row["paid_claim_count"],
            denied_count=row["denied_claim_count"] + row["rejected_claim_count"],
            unseen_count=row["leak_claim_count"],
            client_count=row["since_event_count"],
            usual_count=_tenths(row["expected_count"]) if row["expected_count"] else None,
            week_count=row["week_count"],
            verdict=row["verdict"],
            is_too_grave=row["is_to_demote"],
            review_was_due_on=row["review_on"] if row["is_review_due"] else None,
        )
        for row in tables.rows("pkt_edits", "edit_rank")
    )


def _stops(row: Row) -> str:
    group = f"denials of the group {row['category_label']}"
    return f"{group} ({row['found_where']})" if row["found_where"] else group


def _tenths(number: float) -> Decimal:
    return Decimal(number).quantize(Decimal("0.1"), ROUND_HALF_UP)


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
