import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import duckdb
import pytest

from pipeline.errors import TriageError
from pipeline.packing import pack
from pipeline.packing_company import company_over, pack_held
from reports.packet import Concentration, Odds, Owner, PayerCount, Rise
from reports.ties import check_ties

PRACTICE = "river"
WEEK = dt.date(2026, 11, 16)
OWNER = {"owner_label": "Coding & charge entry", "owner": "JS"}


@pytest.fixture
def coding_week(quiet_week: None, put: Callable[..., None]) -> None:
    put(
        "packet.pkt_categories", category="coding_modifier", category_label="Coding",
        category_rank=1, preventable="yes", origin="coding", claim_count=3, billed_usd=600,
        likely_back_usd=250, next_action="Add the modifier", act_by_on=dt.date(2026, 11, 24),
        **OWNER,
    )  # fmt: skip
    put(
        "packet.pkt_reasons", category="coding_modifier", reason_id="r", reason_rank=1,
        reason_label="Modifier missing", reason_code="CO-4", claim_count=3, billed_usd=600,
        likely_back_usd=250,
    )  # fmt: skip
    put("packet.pkt_reason_payers", reason_id="r", payer_id="b", payer="Birch", claim_count=1)
    put("packet.pkt_reason_payers", reason_id="r", payer_id="c", payer="Cedar", claim_count=2)
    put(
        "packet.pkt_batches", batch_rank=1, payer="Cedar", reason_label="Modifier missing",
        claim_count=3, usual_payment_usd=312, chance="0.800000", likely_back_usd=250, minutes=20,
        odds_basis="payer", odds_won_count=14, odds_lost_count=8, **OWNER,
    )  # fmt: skip


def test_a_quiet_week_packs_into_a_packet_that_ties(
    warehouse: duckdb.DuckDBPyConnection, quiet_week: None
) -> None:
    packet = pack(warehouse, PRACTICE, WEEK)

    check_ties(packet)
    assert packet.is_quiet
    assert packet.invented_notice == "invented data, not a real practice"


def test_reasons_stand_under_their_category_with_payers_by_claims(
    warehouse: duckdb.DuckDBPyConnection, coding_week: None
) -> None:
    (category,) = pack(warehouse, PRACTICE, WEEK).categories

    assert (category.name, category.owner) == ("Coding", Owner("Coding & charge entry", "JS"))
    assert category.reasons[0].payers == (PayerCount("Cedar", 2), PayerCount("Birch", 1))
    assert category.reasons[0].billed_usd == 600


def test_a_chance_stays_exact_and_a_missing_limit_stays_unknown(
    warehouse: duckdb.DuckDBPyConnection, coding_week: None
) -> None:
    (batch,) = pack(warehouse, PRACTICE, WEEK).batches

    assert batch.chance == Decimal("0.8")
    assert batch.odds == Odds("payer", 14, 22)
    assert batch.last_day_on is None


def test_a_week_before_the_record_is_unknown_and_not_a_zero(
    warehouse: duckdb.DuckDBPyConnection, quiet_week: None, put: Callable[..., None]
) -> None:
    put(
        "packet.pkt_causes", reason_id="r", cause_rank=1, reason_label="Modifier missing",
        origin="coding", weeks_seen=1, likely_back_usd=50, suggested_check="Stop it",
        kind="keeps_coming", **OWNER,
    )  # fmt: skip
    week_before = WEEK - dt.timedelta(days=7)
    put("packet.pkt_cause_weeks", reason_id="r", trend_week=WEEK, claim_count=4)
    put("packet.pkt_cause_weeks", reason_id="r", trend_week=week_before, claim_count=0)
    put(
        "packet.pkt_cause_places", reason_id="r", relation="from", found_where="Cedar",
        claim_count=3, of_count=4,
        counted="claims",
    )  # fmt: skip

    (cause,) = pack(warehouse, PRACTICE, WEEK).causes

    assert cause.weekly_counts == (None, None, None, None, 0, 4)
    assert cause.concentrations == (Concentration(3, 4, "from", "Cedar"),)
    assert cause.kind == "keeps_coming"
    assert cause.since_on is None


@pytest.mark.parametrize(("kind", "since_on"), [("lasting", WEEK), ("burst", None)])
def test_only_what_stayed_has_the_week_in_which_it_changed(
    warehouse: duckdb.DuckDBPyConnection,
    quiet_week: None,
    put: Callable[..., None],
    kind: str,
    since_on: dt.date | None,
) -> None:
    put(
        "packet.pkt_causes", cause_rank=1, reason_id="r", reason_label="Modifier missing",
        origin="coding", weeks_seen=1, likely_back_usd=50, suggested_check="Stop it",
        kind=kind, since_on=WEEK, **OWNER,
    )  # fmt: skip
    (cause,) = pack(warehouse, PRACTICE, WEEK).causes
    assert (cause.kind, cause.since_on) == (kind, since_on)


def test_counts_are_whole_numbers_and_days_have_one_place(
    warehouse: duckdb.DuckDBPyConnection, quiet_week: None, put: Callable[..., None]
) -> None:
    put(
        "packet.pkt_signals", measure="days_to_submit", figure="3.25", signal="within",
        usual_low="2.5", usual_high="4.5", usual_mean="3.5", denominator=40, claim_count=40,
        slowest_tenth_days=11,
    )  # fmt: skip
    put("packet.pkt_trend", measure="days_to_submit", trend_week=WEEK, figure="3.25")

    packet = pack(warehouse, PRACTICE, WEEK)

    (measure,) = packet.measures
    assert measure.value == Decimal("3.2")
    assert measure.slowest_tenth_days == 11
    assert type(packet.headline.denied.values[-1]) is int


def test_a_gap_in_a_trend_stays_a_gap(
    warehouse: duckdb.DuckDBPyConnection, quiet_week: None, put: Callable[..., None]
) -> None:
    put(
        "packet.pkt_trend", measure="claims_denied", trend_week=WEEK - dt.timedelta(days=7),
        figure=None,
    )  # fmt: skip

    assert pack(warehouse, PRACTICE, WEEK).headline.denied.values == (None, 0)


def test_ages_without_a_balance_are_zero(
    warehouse: duckdb.DuckDBPyConnection, quiet_week: None, put: Callable[..., None]
) -> None:
    for bucket, order, dollars in (("0-30", 1, 40), ("120+", 5, 10)):
        put(
            "packet.pkt_aging", payer_id="c", payer="Cedar", bucket=bucket, bucket_order=order,
            open_usd=dollars,
        )  # fmt: skip

    (payer,) = pack(warehouse, PRACTICE, WEEK).aging

    assert payer.open_usd == (40, 0, 0, 0, 10)


def test_another_practice_s_rows_are_not_read(
    warehouse: duckdb.DuckDBPyConnection, coding_week: None
) -> None:
    warehouse.execute("update packet.pkt_categories set practice_id = 'other'")

    assert pack(warehouse, PRACTICE, WEEK).categories == ()


def test_a_week_that_was_never_built_is_refused_with_a_remedy(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    with pytest.raises(TriageError) as refused:
        pack(warehouse, PRACTICE, WEEK)

    assert "2026-11-16" in str(refused.value)
    assert "triage run" in str(refused.value)


def test_a_rise_keeps_its_parts_and_their_usual(
    warehouse: duckdb.DuckDBPyConnection, quiet_week: None, put: Callable[..., None]
) -> None:
    put("packet.pkt_rises", part_kind="group", part_key="e", part_label="Eligibility",
        claim_count=9, usual_count="2.50")  # fmt: skip
    put("packet.pkt_rises", part_kind="payer", part_key="c", part_label="Cedar",
        claim_count=12, usual_count="1.25")  # fmt: skip

    assert pack(warehouse, PRACTICE, WEEK).rises == (
        Rise("payer", "Cedar", 12, Decimal("1.25")),
        Rise("group", "Eligibility", 9, Decimal("2.50")),
    )


def test_a_cover_is_over_the_practices_of_the_home_that_have_come_to_the_week(
    warehouse: duckdb.DuckDBPyConnection, quiet_week: None, put: Callable[..., None]
) -> None:
    for table in ("pkt_cover", "pkt_quality", "pkt_signals", "pkt_trend"):
        warehouse.execute(
            f"insert into packet.{table} select rows.* replace (others.p as practice_id) "
            f"from packet.{table} as rows cross join (values ('elm'), ('stranger')) as others (p)"
        )

    held = pack_held(warehouse, ["elm", PRACTICE, "young"], WEEK)
    assert sorted(held) == ["elm", PRACTICE]
    assert company_over([held["elm"]], []) is None
    assert company_over([], ["Torn Practice", "Elm"]) is None
    alone = company_over([held["elm"]], [], ["Birch"])
    assert alone is not None
    assert (alone.unsound, len(alone.packets)) == (("Birch",), 1)
    cover = company_over(list(held.values()), ["Torn Practice"])
    assert cover is not None
    assert len(cover.packets) == 2
    assert (cover.packet_week, cover.left_out) == (WEEK, ("Torn Practice",))


def test_an_adopted_check_says_what_it_stops_and_what_was_usual(
    warehouse: duckdb.DuckDBPyConnection, quiet_week: None, put: Callable[..., None]
) -> None:
    told = {
        "title": "Add-on without its base", "severity": "hold", "category_label": "Coding",
        "adopted_on": WEEK, "review_on": WEEK, "hit_claim_count": 5, "fixed_claim_count": 2,
        "sent_anyway_claim_count": 3, "paid_claim_count": 1, "denied_claim_count": 1,
        "rejected_claim_count": 1, "leak_claim_count": 4, "since_event_count": 2,
        "week_count": 9, "verdict": "not_stopped", "is_to_demote": False, **OWNER,
    }  # fmt: skip
    put("packet.pkt_edits", edit_id="b", edit_rank=2, expected_count=0, is_review_due=False,
        **told)  # fmt: skip
    put("packet.pkt_edits", edit_id="a", edit_rank=1, expected_count=6.25, is_review_due=True,
        found_where="Cedar", **told)  # fmt: skip

    first, second = pack(warehouse, PRACTICE, WEEK).edits

    assert first.stops == "denials of the group Coding (Cedar)"
    assert (first.usual_count, first.denied_count) == (Decimal("6.3"), 2)
    assert (first.unseen_count, first.review_was_due_on) == (4, WEEK)
    assert second.stops == "denials of the group Coding"
    assert (second.usual_count, second.review_was_due_on) == (None, None)
