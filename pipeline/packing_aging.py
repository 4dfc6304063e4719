"""Page 6: what gets older, and what nobody has touched."""

from pipeline.packing_tables import PacketTables, grouped, owner_of
from reports.packet import AgingPayer, UntouchedOwner, UntouchedPayer


def aging_of(tables: PacketTables) -> tuple[AgingPayer, ...]:
    """Return open insurance dollars by payer, the five ages side by side."""
    payers = grouped(tables.rows("pkt_aging", "payer, payer_id, bucket_order"), "payer_id")
    aged = []
    for rows in payers.values():
        dollars = {row["bucket_order"]: int(row["open_usd"]) for row in rows}
        first, second, third, fourth, fifth = (dollars.get(order, 0) for order in range(1, 6))
        aged.append(AgingPayer(rows[0]["payer"], (first, second, third, fourth, fifth)))
    return tuple(aged)


def untouched_payers(tables: PacketTables) -> tuple[UntouchedPayer, ...]:
    """Return untouched claims by payer, most dollars first."""
    return tuple(
        UntouchedPayer(
            payer=row["payer"],
            threshold_days=row["threshold_days"],
            claim_count=row["claim_count"],
            open_usd=int(row["open_usd"]),
            oldest_days=row["oldest_days"],
        )
        for row in tables.rows("pkt_untouched_payers", "open_usd desc, payer, payer_id")
    )


def untouched_owners(tables: PacketTables) -> tuple[UntouchedOwner, ...]:
    """Return the same claims by owner, most dollars first."""
    return tuple(
        UntouchedOwner(
            owner=owner_of(row),
            claim_count=row["claim_count"],
            open_usd=int(row["open_usd"]),
            oldest_days=row["oldest_days"],
        )
        for row in tables.rows("pkt_untouched_owners", "open_usd desc, owner_role")
    )
