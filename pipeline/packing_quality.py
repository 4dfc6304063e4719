"""Pages 1 and 9: which files arrived, and what was odd about them."""

from pipeline.packing_tables import PacketTables, Row
from pipeline.resources.source_problems import RULES
from reports.packet import (
    AnswersBack,
    Coverage,
    DifferenceCount,
    Owner,
    PayerFeed,
    Quality,
    SourceTrouble,
    Unbalanced,
    Unbilled,
)

OTHER = "failed"
"""What is said of a source whose problem an earlier version had a code for."""


def coverage_of(tables: PacketTables, cover: Row) -> Coverage:
    """Return each payer whose payment files were expected or seen."""
    return Coverage(
        payers=tuple(
            PayerFeed(
                payer=row["payer"],
                file_count=row["file_count"],
                last_file_on=row["last_received_on"],
                caller=Owner(row["caller_role"], row["caller"] or ""),
                is_missing=row["is_late"],
                usual_share=row["usual_share"],
            )
            for row in tables.rows("pkt_feeds", "payer, payer_id")
        ),
        rejection_days=cover["rejection_days"],
        rejection_days_expected=cover["rejection_days_expected"],
        unbalanced_claim_count=cover["unbalanced_claim_count"],
    )


def quality_of(tables: PacketTables) -> Quality:
    """Return the counts of the last page."""
    row = tables.rows("pkt_quality", "packet_week")[0]
    unknown = tables.rows("pkt_unknown_codes", "kind, code")
    return Quality(
        file_count=row["file_count"],
        file_with_findings_count=row["file_with_findings_count"],
        quarantined_file_count=row["quarantined_file_count"],
        adjudicated_claim_count=row["adjudicated_claim_count"],
        unbalanced=_unbalanced(tables),
        unknown_codes=tuple(code["code"] for code in unknown if code["kind"] == "reason"),
        unknown_payers=tuple(code["code"] for code in unknown if code["kind"] == "payer"),
        rejected_set_count=row["rejected_set_count"],
        unmatched_reversal_count=row["unmatched_reversal_count"],
        duplicate_claim_count=row["duplicate_claim_count"],
        denied_to_patient_count=row["denied_to_patient_count"],
        rules_digest=row["rules_digest"] or "",
        answers=_answers(row),
        differences=_differences(tables),
        unbilled=_unbilled(tables),
        sources=_sources(tables),
    )


def _sources(tables: PacketTables) -> tuple[SourceTrouble, ...]:
    return tuple(
        SourceTrouble(
            source=row["source"],
            what=RULES[row["problem_code"]].short if row["problem_code"] in RULES else OTHER,
            look_count=row["failed_look_count"],
            last_on=row["last_failed_on"],
            is_mended=row["is_mended"],
        )
        for row in tables.rows(
            "pkt_sources", "is_mended, last_failed_on desc, source, problem_code"
        )
    )


def _unbalanced(tables: PacketTables) -> tuple[Unbalanced, ...]:
    return tuple(
        Unbalanced(row["payer"], row["claim_count"], row["difference_usd"])
        for row in tables.rows("pkt_unbalanced", "difference_usd desc, payer, payer_id")
    )


def _answers(row: Row) -> AnswersBack:
    return AnswersBack(
        answer_count=row["answer_count"],
        unmatched_count=row["unmatched_count"],
        given_up_claim_count=row["given_up_claim_count"],
        given_up_usd=int(row["given_up_usd"]),
    )


def _differences(tables: PacketTables) -> tuple[DifferenceCount, ...]:
    return tuple(
        DifferenceCount(
            label=row["label_text"],
            fix=row["what_to_do"],
            listed_on=row["listed_on"],
            compared_count=row["compared_count"],
            claim_count=row["claim_count"],
            difference_usd=int(row["difference_usd"]),
        )
        for row in tables.rows("pkt_differences", "display_order")
    )


def _unbilled(tables: PacketTables) -> Unbilled | None:
    rows = tables.rows("pkt_unbilled", "packet_week")
    if not rows:
        return None
    (row,) = rows
    return Unbilled(
        listed_on=row["listed_on"],
        visit_count=row["visit_count"],
        billed_usd=int(row["billed_usd"]),
        oldest_days=row["oldest_days"],
    )
