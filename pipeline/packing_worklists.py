"""Work lists: claim rows of each owner in work order. What may not be shown is null already."""

from pipeline.packing_tables import PacketTables, Row, grouped
from reports.packet import Owner, Worklist, WorklistGroup, WorklistRow


def lists_of(tables: PacketTables, owners: list[Row]) -> tuple[tuple[Worklist, ...], bool]:
    """Return a list for every owner who is named or has work, and whether Part 2 rows are shown."""
    rows = tables.rows("pkt_worklist_rows", "owner_role, group_rank, row_rank")
    by_owner = grouped(rows, "owner_role")
    lists = tuple(
        _list(owner, by_owner.get(owner["owner_role"], []))
        for owner in owners
        if owner["owner"] or owner["owner_role"] in by_owner
    )
    return lists, any(row["is_part2_shown"] for row in rows)


def _list(owner: Row, rows: list[Row]) -> Worklist:
    groups = grouped(rows, "group_rank")
    return Worklist(
        owner=Owner(owner["owner_label"], owner["owner"] or ""),
        minutes=sum(group[0]["minutes"] for group in groups.values()),
        groups=tuple(_group(group) for group in groups.values()),
        waiting_count=owner["waiting_count"],
    )


def _group(rows: list[Row]) -> WorklistGroup:
    first = rows[0]
    return WorklistGroup(
        kind=first["item_kind"],
        payer=first["payer"],
        reason=first["reason_label"],
        code=first["reason_code"],
        fix=first["next_action"],
        rows=tuple(
            WorklistRow(
                claim_number=row["claim_number"],
                visit_on=row["service_on"],
                service=row["service"],
                likely_back_usd=int(row["likely_back_usd"]),
                last_day_on=row["last_day_on"],
                is_withheld=row["is_withheld"],
            )
            for row in rows
        ),
    )
