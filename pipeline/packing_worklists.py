"""Work lists: claim rows of each owner in work order. What may not be shown is null already."""

import datetime as dt

from pipeline.packing_tables import PacketTables, Row, grouped
from pipeline.worklist_keys import WorkKey, key_text
from reports.packet import Choices, Odds, Owner, Worklist, WorklistGroup, WorklistRow


class ListKeys:
    """Keys of one practice's rows on one day's lists."""

    def __init__(self, practice_id: str, listed_on: dt.date) -> None:
        """Remember whose lists they are, and of which day."""
        self._practice_id = practice_id
        self._listed_on = listed_on

    def of(self, row: Row, role_number: int) -> str:
        """Return the key of a row on a role's list."""
        return key_text(WorkKey(row["item_key"], self._listed_on, role_number), self._practice_id)


def lists_of(
    tables: PacketTables, owners: list[Row], keys: ListKeys
) -> tuple[tuple[Worklist, ...], bool]:
    """Return a list for every owner who is named or has work, and whether Part 2 rows are shown."""
    rows = tables.rows("pkt_worklist_rows", "owner_role, group_rank, row_rank")
    by_owner = grouped(rows, "owner_role")
    lists = tuple(
        _list(owner, by_owner.get(owner["owner_role"], []), keys)
        for owner in owners
        if owner["owner"] or owner["owner_role"] in by_owner
    )
    return lists, any(row["is_part2_shown"] for row in rows)


def choices_of(tables: PacketTables) -> Choices:
    """Return the words a row may be answered with."""
    words = grouped(
        tables.rows("pkt_worklist_choices", "choice_kind, display_order, choice"), "choice_kind"
    )
    did, steps, hand_to = (
        tuple(row["label_text"] for row in words.get(kind, []))
        for kind in ("did", "step", "hand_to")
    )
    return Choices(did, steps, hand_to)


def _list(owner: Row, rows: list[Row], keys: ListKeys) -> Worklist:
    groups = grouped(rows, "group_rank")
    return Worklist(
        owner=Owner(owner["owner_label"], owner["owner"] or ""),
        role_key=owner["owner_role"],
        minutes=sum(group[0]["minutes"] for group in groups.values()),
        groups=tuple(_group(group, keys, owner["owner_order"]) for group in groups.values()),
        waiting_count=owner["waiting_count"],
    )


def _group(rows: list[Row], keys: ListKeys, role_number: int) -> WorklistGroup:
    first = rows[0]
    return WorklistGroup(
        kind=first["item_kind"],
        part=first["part_label"],
        part_order=first["part_order"],
        payer=first["payer"],
        reason=first["reason_label"],
        code=first["reason_code"],
        fix=first["next_action"],
        minutes=first["minutes"],
        usd_a_minute=first["usd_a_minute"],
        rows=tuple(
            WorklistRow(
                key=keys.of(row, role_number),
                claim_number=row["claim_number"],
                visit_on=row["service_on"],
                service=row["service"],
                usual_usd=int(row["usual_usd"]),
                likely_back_usd=int(row["likely_back_usd"]),
                last_day_on=row["last_day_on"],
                act_by_on=row["act_by_on"],
                is_withheld=row["is_withheld"],
                odds=_odds(row),
            )
            for row in rows
        ),
    )


def _odds(row: Row) -> Odds | None:
    if row["odds_basis"] is None:
        return None
    won, lost = row["odds_won_count"], row["odds_lost_count"]
    return Odds(row["odds_basis"], won, won + lost, row["p_low"], row["p_high"])
