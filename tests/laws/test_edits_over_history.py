"""Edits see of a claim what the facts say of it, whether it comes from a file or from history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import duckdb
import pytest

from pipeline.edits import judging
from pipeline.edits.back_test import back_test, know_until
from pipeline.edits.candidates import Named, candidate_of
from pipeline.edits.habits import PaidShare, is_habit_of
from pipeline.edits.over_history import lay_out
from pipeline.edits.plan import plan
from pipeline.edits.proof import tally
from pipeline.edits.scrubbing import Order, scrub
from pipeline.resources.databases import memory
from tests.laws.conftest import Invented

ALL_DAYS = dt.date(2000, 1, 1), dt.date(2100, 1, 1)

CLAIMS = {
    "claims": """
        select transaction_digest, claim_position, claim_number, patient_token, frequency_code,
            original_reference, payer_id, payer_sequence, service_from_on, service_to_on,
            submitted_on, charge_usd, line_count, place_of_service, billing_npi, location_id,
            judged_on
        from claims""",
    "facts": """
        select transaction_digest, claim_position, claim_number, patient_token, frequency_code,
            original_reference, payer_id, payer_sequence, service_from_on, service_to_on,
            submitted_on, charge_usd, line_count, place_of_service, billing_npi, location_id,
            known_on
        from denials.facts.fct_submissions""",
}
LINES = {
    "claims": """
        select claims.transaction_digest, claims.claim_position, lines.line_number,
            lines.line_control, lines.procedure_code, lines.modifiers, lines.revenue_code,
            lines.units, lines.service_on, lines.charge_usd, lines.rendering_npi
        from lines inner join claims using (claim_key)""",
    "facts": """
        select claims.transaction_digest, claims.claim_position, lines.line_number,
            lines.line_control, lines.procedure_code, lines.modifiers, lines.revenue_code,
            lines.units, lines.service_on, lines.charge_usd, lines.rendering_npi
        from denials.facts.int_submission_lines as lines
        inner join denials.facts.fct_submissions as claims using (submission_id)""",
}


@pytest.fixture(scope="module")
def laid_out(invented: Invented) -> Iterator[duckdb.DuckDBPyConnection]:
    home = invented.home
    (practice,) = home.practices
    with memory() as connection:
        reason = lay_out(connection, practice, {}, home.secret, (home.working_file, ""), ALL_DAYS)
        assert reason == ""
        yield connection


@pytest.mark.parametrize("queries", [CLAIMS, LINES], ids=["claims", "lines"])
def test_every_claim_sent_is_what_the_facts_say(
    laid_out: duckdb.DuckDBPyConnection, queries: dict[str, str]
) -> None:
    one, other = queries["claims"], queries["facts"]
    counted = laid_out.execute(f"select count(*) from ({one})").fetchall()[0][0]
    assert counted > 100
    for left, right in ((one, other), (other, one)):
        differing = laid_out.execute(f"({left}) except all ({right})").fetchall()
        assert differing == []


def test_dependents_of_history_have_the_number_on_the_card(
    laid_out: duckdb.DuckDBPyConnection,
) -> None:
    counted = laid_out.execute(
        "select count(*) filter (where member_token <> subscriber_token) as dependents, "
        "count(*) filter (where subscriber_token is null), "
        "count(*) filter (where not exists (select 1 from sent.submitted_members as members "
        "where members.entity_code = 'IL' and members.file_id = claims.file_id "
        "and members.hierarchy_segment = claims.subscriber_segment "
        "and members.member_token = claims.subscriber_token)) "
        "from (select claims.*, levels.subscriber_segment from claims "
        "inner join claim_levels as levels using (claim_key)) as claims"
    ).fetchall()
    assert counted[0][0] > 10
    assert counted[0][1:] == (0, 0)


def test_no_claim_of_a_sound_season_is_unchecked(laid_out: duckdb.DuckDBPyConnection) -> None:
    reasons = laid_out.execute("select reason, count(*) from unchecked group by all").fetchall()
    assert reasons == []


def test_a_file_and_its_history_give_the_same_findings(
    invented: Invented, laid_out: duckdb.DuckDBPyConnection
) -> None:
    home = invented.home
    (practice,) = home.practices
    sent = [d for d in invented.deliveries if b"*005010X222A1~" in d.content[:400]]
    one = max(sent, key=lambda delivery: len(delivery.content))
    path = practice.inbox / one.name
    order = Order(as_of_on=one.received_on - dt.timedelta(days=1), published=home.working_file)
    report = scrub(home, practice, [(path, one.content)], order)
    assert report.seen.claim_count
    judging.judge(laid_out, plan((), order.as_of_on, {}))
    told = laid_out.execute(
        "select claim_key, edit_id, line_number, segment_number, severity from found_by_edits "
        "where claim_key in (select claim_key from claims where file_id = ?) order by all",
        [report.seen.files[0].sha256[:16]],
    ).fetchall()
    assert told == sorted(
        (f.claim_key, f.edit_id, f.line_number, f.segment_number, f.severity)
        for f in report.findings
    )


def test_no_template_in_force_speaks_of_most_of_what_was_paid(
    invented: Invented, laid_out: duckdb.DuckDBPyConnection
) -> None:
    (practice,) = invented.home.practices
    until_on = ALL_DAYS[1]
    know_until(laid_out, until_on)
    shares = []
    for edit in plan((), until_on, {}).edits:
        tried = back_test(laid_out, candidate_of(practice, Named(edit.edit_id), until_on))
        shares.append(PaidShare(edit.edit_id, tally(tried.hits).paid, tried.paid_count))
    assert max(share.paid_count for share in shares) > 100
    assert [str(share) for share in shares if is_habit_of(practice, share)] == []
