"""Page 5: what is not a denial. A row's words are the tables'; no clinician is named."""

from pipeline.packing_tables import PacketTables, owner_of
from reports.packet import Beside, RedFlag, Rejection, TakeBack, Waiting

STATES = {
    "submitted": "Sent, and no word that it arrived: ask the clearinghouse",
    "pended": "Payer is reviewing; nothing to send",
    "information_requested": "Records asked for: answer or it will deny",
}


def beside_of(tables: PacketTables) -> Beside:
    """Return the four lists, most claims or dollars first."""
    return Beside(
        rejections=_rejections(tables),
        waiting=_waiting(tables),
        take_backs=_take_backs(tables),
        red_flags=_red_flags(tables),
    )


def _rejections(tables: PacketTables) -> tuple[Rejection, ...]:
    return tuple(
        Rejection(
            what=row["what"],
            stopped_at=row["stop_point"],
            code=row["reason_code"],
            source=row["payer"],
            claim_count=row["claim_count"],
            next_action=row["next_action"] or "",
            owner=owner_of(row),
        )
        for row in tables.rows(
            "pkt_rejections",
            "claim_count desc, what, payer, reason_code, stop_point, owner_label, next_action",
        )
    )


def _waiting(tables: PacketTables) -> tuple[Waiting, ...]:
    return tuple(
        Waiting(
            state=STATES[row["state"]],
            code=row["code"],
            payer=row["payer"],
            claim_count=row["claim_count"],
            usual_payment_usd=int(row["usual_payment_usd"]),
            oldest_days=row["oldest_days"],
            answer_by_on=row["answer_by_on"],
            owner=owner_of(row),
        )
        for row in tables.rows(
            "pkt_waiting",
            "answer_by_on nulls last, claim_count desc, payer, state, code, owner_label",
        )
    )


def _take_backs(tables: PacketTables) -> tuple[TakeBack, ...]:
    return tuple(
        TakeBack(
            what=row["label"],
            code=f"PLB {row['reason_code']}",
            payer=row["payer"],
            # the payment's number is kept as a token only; its date finds it
            check_ending="",
            about=f"{row['pair_count']} entries"
            if row["pair_count"] > 1
            else "No visit named: ask",
            amount_usd=int(row["amount_usd"]),
            owner=owner_of(row),
        )
        for row in tables.rows("pkt_take_backs", "amount_usd desc, payer, reason_code, remit_on")
    )


def _red_flags(tables: PacketTables) -> tuple[RedFlag, ...]:
    return tuple(
        RedFlag(
            pattern=row["pattern"],
            where=row["found_where"],
            evidence=row["evidence"],
            likely_back_usd=int(row["likely_back_usd"]),
            next_action=row["next_action"],
            act_by_on=row["act_by_on"],
            owner=owner_of(row),
        )
        for row in tables.rows(
            "pkt_red_flags", "likely_back_usd desc, flag_order, found_where, evidence, entity_id"
        )
    )
