"""Page 8 and the decisions workbook: what was promised and decided, and what became of it."""

import datetime as dt

from pipeline.packing_causes import causes_of
from pipeline.packing_tables import PacketTables, Row, grouped, owner_of
from pipeline.packing_worklists import ListKeys
from reports.packet import (
    CategoryPromise,
    CauseToDecide,
    Decision,
    DecisionBook,
    DecisionChoices,
    Meeting,
    OpenDecision,
)


def meeting_of(tables: PacketTables, cover: Row) -> Meeting:
    """Return what the meeting looks back at."""
    return Meeting(
        follows_packet=bool(cover["has_week_before"]),
        promises=tuple(
            CategoryPromise(
                category=row["category_label"],
                owner=owner_of(row),
                next_action=row["next_action"] or "",
                act_by_on=row["act_by_on"],
                claim_count=row["promised_claim_count"],
                closed_count=row["closed_claim_count"],
                won_count=row["won_claim_count"],
                worked_count=row["worked_claim_count"],
                untouched_count=row["untouched_claim_count"],
                state=row["promise_state"],
            )
            for row in tables.rows("pkt_promises", "promise_rank")
        ),
        decisions=tuple(_decision(row) for row in tables.rows("pkt_decisions", "decision_rank")),
    )


def _decision(row: Row) -> Decision:
    return Decision(
        cause=row["reason_label"],
        decision=row["decision_label"],
        owner=owner_of(row),
        due_on=row["due_on"],
        decided_on=row["decided_on"],
        state=row["state"],
        is_overdue=row["is_overdue"],
        week_count=row["week_count"],
        before_count=row["before_claim_count"],
        since_count=row["since_claim_count"],
    )


def decision_book_of(
    tables: PacketTables, cover: Row, practice_id: str, notice: str
) -> DecisionBook:
    """Return the workbook of the week's meeting: decisions not done yet, then causes of page 4."""
    issued_on: dt.date = cover["issued_on"]
    keys = ListKeys(practice_id, issued_on)
    rows = tables.rows("pkt_causes", "cause_rank")
    return DecisionBook(
        practice_name=cover["practice_name"],
        packet_week=tables.packet_week,
        issued_on=issued_on,
        invented_notice=notice,
        open=tuple(
            OpenDecision(_key(keys, row), _decision(row), row["suggested_check"] or "")
            for row in tables.rows("pkt_decisions", "decision_rank")
            if not row["is_settled"]
        ),
        causes=tuple(
            CauseToDecide(_key(keys, row), cause)
            for row, cause in zip(rows, causes_of(tables), strict=True)
        ),
        choices=_choices(tables),
    )


def _key(keys: ListKeys, row: Row) -> str:
    return keys.of({"item_key": row["decision_id"]}, row["owner_order"])


def _choices(tables: PacketTables) -> DecisionChoices:
    words = grouped(
        tables.rows("pkt_decision_choices", "choice_kind, display_order, choice"), "choice_kind"
    )
    decisions, owners, states = (
        tuple(row["label_text"] for row in words.get(kind, []))
        for kind in ("decision", "owner", "state")
    )
    return DecisionChoices(decisions, owners, states)
