"""Pages 2 to 4: this week's denied claims as reasons, work and origins."""

from pipeline.packing_tables import PacketTables, Row, grouped, owner_of
from reports.packet import (
    Batch,
    Category,
    ExpiringLine,
    Odds,
    OriginCount,
    PayerCount,
    Reason,
    Rise,
)


def categories_of(tables: PacketTables) -> tuple[Category, ...]:
    """Return every category of the week with all its reasons, most claims first."""
    payers = grouped(
        tables.rows("pkt_reason_payers", "claim_count desc, payer, payer_id"), "reason_id"
    )
    reasons = grouped(tables.rows("pkt_reasons", "reason_rank"), "category")
    return tuple(
        Category(
            name=row["category_label"],
            preventable=row["preventable"],
            origin=row["origin"],
            claim_count=row["claim_count"],
            billed_usd=int(row["billed_usd"]),
            likely_back_usd=int(row["likely_back_usd"]),
            owner=owner_of(row),
            next_action=row["next_action"] or "",
            act_by_on=row["act_by_on"],
            reasons=tuple(
                _reason(reason, payers[reason["reason_id"]]) for reason in reasons[row["category"]]
            ),
        )
        for row in tables.rows("pkt_categories", "category_rank")
    )


def _reason(row: Row, payers: list[Row]) -> Reason:
    return Reason(
        rank=row["reason_rank"],
        label=row["reason_label"],
        code=row["reason_code"],
        payers=tuple(PayerCount(payer["payer"], payer["claim_count"]) for payer in payers),
        claim_count=row["claim_count"],
        billed_usd=int(row["billed_usd"]),
        likely_back_usd=int(row["likely_back_usd"]),
    )


def expiring_of(tables: PacketTables) -> tuple[ExpiringLine, ...]:
    """Return open denials of any week with at most 14 days left, soonest first."""
    return tuple(
        ExpiringLine(
            last_day_on=row["last_day_on"],
            days_left=row["days_left"],
            payer=row["payer"],
            reason=row["reason_label"],
            claim_count=row["claim_count"],
            likely_back_usd=int(row["likely_back_usd"]),
            owner=owner_of(row),
        )
        for row in tables.rows(
            "pkt_expiring",
            "last_day_on, likely_back_usd desc, payer, reason_label, reason_id, owner_role",
        )
    )


def batches_of(tables: PacketTables) -> tuple[Batch, ...]:
    """Return this week's denials by payer, reason and fix, in work order."""
    return tuple(
        Batch(
            rank=row["batch_rank"],
            payer=row["payer"],
            reason=row["reason_label"],
            claim_count=row["claim_count"],
            usual_payment_usd=int(row["usual_payment_usd"]),
            chance=row["chance"],
            odds=_odds(row),
            likely_back_usd=int(row["likely_back_usd"]),
            minutes=row["minutes"],
            last_day_on=row["last_day_on"],
            owner=owner_of(row),
        )
        for row in tables.rows("pkt_batches", "batch_rank")
    )


def _odds(row: Row) -> Odds:
    won, lost = row["odds_won_count"] or 0, row["odds_lost_count"] or 0
    return Odds(row["odds_basis"] or "prior", won, won + lost)


def origins_of(tables: PacketTables) -> tuple[OriginCount, ...]:
    """Return where this week's denials start, in the order of the work."""
    return tuple(
        OriginCount(
            origin=row["origin"],
            claim_count=row["claim_count"],
            usual_count=row["usual_claims"],
            likely_back_usd=int(row["likely_back_usd"]),
        )
        for row in tables.rows("pkt_origins", "origin_order")
    )


def rises_of(tables: PacketTables) -> tuple[Rise, ...]:
    """Return the payers and groups that are above their own mean, largest rise first."""
    return tuple(
        Rise(
            kind=row["part_kind"],
            name=row["part_label"],
            claim_count=row["claim_count"],
            usual_count=row["usual_count"],
        )
        for row in tables.rows(
            "pkt_rises", "claim_count - usual_count desc, part_kind desc, part_key"
        )
    )
