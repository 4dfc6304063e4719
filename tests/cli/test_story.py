"""A claim's story keeps its line when a file left a day or an amount out."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from pipeline.commands.story import story_of

TABLES = """
create schema facts; create schema rules;
create table facts.dim_payers (practice_id text, payer_id text, name text);
create table facts.fct_submissions (
    practice_id text, claim_id text, claim_number text, payer_id text, payer_sequence text,
    frequency_code text, charge_usd decimal(12, 2), days_to_submit int, service_from_on date,
    service_to_on date, known_on date
);
create table facts.fct_status_events (
    practice_id text, claim_id text, payer_id text, source text, outcome text, known_on date,
    category_code text, status_code text, entity_code text, outcome_rule_id text
);
create table facts.fct_rejections (
    practice_id text, claim_id text, claim_number text, rejection_id text, category text,
    owner_role text, charge_usd decimal(12, 2), opened_on date, closed_on date, closed_by text,
    rule_id text
);
create table facts.fct_adjudications (
    practice_id text, claim_id text, claim_number text, payer_id text, payer_sequence text,
    outcome text, paid_usd decimal(12, 2), charge_usd decimal(12, 2), patient_usd decimal(12, 2),
    remit_on date, is_balanced boolean, known_on date
);
create table facts.fct_denials (
    practice_id text, claim_id text, denial_id text, line_number int, procedure_code text,
    denied_usd decimal(12, 2), group_code text, carc_code text, rarc_code text, category text,
    rule_id text, is_noise boolean, is_repeat boolean, denial_number int,
    expected_recovery_usd decimal(12, 2), act_by_on date, refile_by_on date, appeal_by_on date,
    opened_on date, closed_on date, close_reason text, limit_rule_id text, announced_on date,
    expected_allowed_usd decimal(12, 2), expected_allowed_basis text,
    p_recover decimal(9, 6), p_recover_low decimal(9, 6), p_recover_high decimal(9, 6),
    odds_basis text, odds_won_count int, odds_lost_count int, prior_rule_id text
);
create table facts.fct_touches (
    practice_id text, claim_id text, touched_on date, action text, source text, by_role text
);
create table facts.fct_assignments (
    practice_id text, item_id text, claim_id text, owner_role text, owner text, next_action text,
    act_by_on date, from_on date, assigned_by text
);
create table facts.int_planned_waits (
    practice_id text, item_id text, waits_as text, wait_until_on date, from_on date
);
create table facts.fct_claim_states (
    practice_id text, claim_id text, payer_id text, payer_sequence text, state text,
    from_on date, to_on date, open_usd decimal(12, 2)
);
create table facts.fct_denial_waits (
    practice_id text, claim_id text, waits_as text, rule_id text, from_on date, to_on date
);
create table facts.int_claim_links (
    practice_id text, claim_id text, earlier_claim_id text, known_on date
);
create table facts.dim_work_days (practice_id text, packet_week date);
create schema rollups;
create table rollups.rlp_work_item_week (
    practice_id text, packet_week date, claim_id text, owner_role text, next_action text,
    last_day_on date, likely_whole_usd decimal(12, 0)
);
insert into facts.dim_work_days values ('p', date '2026-03-02'), ('p', date '2026-03-09');
create table facts.int_rules__categories (practice_id text, category text, label text);
create table rules.owner_roles (owner_role text, label text);
create table rules.claim_states (state text, label text);
insert into facts.dim_payers values ('p', 'a', 'Anchor');
insert into facts.int_rules__categories values ('p', 'data', 'Claim data'), ('q', 'data', 'No');
insert into rules.owner_roles values ('biller', 'Biller');
insert into rules.claim_states values ('submitted', 'sent again'), ('closed', 'elsewhere');
"""


@pytest.fixture
def facts() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        yield connection


def told(facts: duckdb.DuckDBPyConnection, charge: str, days: str, remit: str) -> str:
    """Tell a claim that was sent, rejected and answered on the same terms."""
    facts.execute(f"""
        insert into facts.fct_submissions values ('p', 'c', 'N1', 'a', 'primary', '1',
            {charge}, {days}, date '2026-01-02', date '2026-01-02', date '2026-01-05');
        insert into facts.fct_rejections values ('p', 'c', 'N1', 'r', 'data', 'biller',
            {charge}, date '2026-01-06', null, null, 'home:status:21');
        insert into facts.fct_adjudications values ('p', 'c', 'N1', 'a', 'primary', 'paid',
            {charge}, {charge}, 0, {remit}, true, date '2026-01-20');
    """)
    return "\n".join(story_of(facts, "N1", None))


def test_what_a_file_left_out_is_said_in_words(facts: duckdb.DuckDBPyConnection) -> None:
    story = told(facts, "null", "null", "null")
    assert "sent to Anchor (primary), a charge not told, service on a day not told" in story
    assert "decision: Claim data by rule home:status:21, a charge not told, for Biller" in story
    assert "paid an amount not told of a charge not told, patient $0.00, on a day not told" in story
    assert "None" not in story


def test_what_a_file_told_is_said_as_told(facts: duckdb.DuckDBPyConnection) -> None:
    story = told(facts, "150", "3", "date '2026-01-19'")
    assert "sent to Anchor (primary), $150.00, 3 days after service" in story
    assert "decision: Claim data by rule home:status:21, $150.00, for Biller; still open" in story
    assert "paid $150.00 of $150.00, patient $0.00, dated 2026-01-19" in story
    assert "not told" not in story


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("'payer', 14, 8", "chance 64% (43 to 79): won 14 of 22 like it; act by"),
        ("'category', 9, 6", "chance 64% (43 to 79): won 9 of 15 like it, at all payers; act by"),
        ("'prior', 0, 0", "(43 to 79): none like it worked to an end yet, by rule prior:data; act"),
    ],
)
def test_a_chance_says_what_it_rests_on(
    facts: duckdb.DuckDBPyConnection, record: str, words: str
) -> None:
    facts.execute(f"""
        insert into facts.fct_denials values ('p', 'c', 'd', 1, '90837', 150, 'CO', '197', null,
            'data', 'carc:197', false, false, 1, 40, date '2026-01-27', null, null,
            date '2026-01-20', null, null, null, null, 80, 'median', 0.64, 0.43, 0.79, {record},
            'prior:data')
    """)
    assert words in told(facts, "150", "3", "date '2026-01-19'")


def test_each_decision_names_the_row_it_is_by(facts: duckdb.DuckDBPyConnection) -> None:
    facts.execute("""
        insert into facts.fct_status_events values ('p', 'c', 'a', '277CA', 'not_found',
            date '2026-01-06', 'A4', '35', null, 'home:status_category:A4');
        insert into facts.fct_denials values ('p', 'c', 'd', 1, '90837', 150, 'CO', '197', null,
            'data', 'home:carc:197', false, false, 1, 40, date '2026-01-27', date '2026-04-01',
            date '2026-03-01', date '2026-01-20', null, null, 'home:deadline:aetna',
            date '2026-01-17', 80, 'contract', 0.5, 0.3, 0.7, 'payer', 1, 1, 'prior:data');
        insert into facts.fct_denial_waits values
            ('p', 'c', 'submitted', 'state:s', date '2026-02-01', date '2026-02-20'),
            ('p', 'c', 'submitted', 'state:s', date '2026-02-01', date '2026-02-20'),
            ('p', 'c', 'closed', 'state:c', date '2026-03-01', null);
        insert into facts.fct_assignments values ('p', 'd', 'c', 'biller', 'AB', 'Mend it',
            date '2026-01-27', date '2026-01-20', 'home:carc:197');
    """)
    story = told(facts, "150", "3", "date '2026-01-19'")
    assert "not found, code A4:35 by rule home:status_category:A4" in story
    assert "CO 197 means Claim data by rule home:carc:197; announced by a status report" in story
    assert " on 2026-01-17; likely back $40.00 of $80.00 by contract" in story
    assert story.count("the denial waits until 2026-02-20: sent again by rule state:s") == 1
    assert "the denial waits from now on: elsewhere by rule state:c" in story
    assert "appeal by 2026-03-01 by rule home:deadline:aetna" in story
    assert "owner: Biller (AB); next: Mend it, by 2026-01-27 (said by home:carc:197)" in story


def test_what_came_back_on_a_list_is_told(facts: duckdb.DuckDBPyConnection) -> None:
    facts.execute("""
        insert into facts.fct_touches values
            ('p', 'c', date '2026-02-02', 'Called the payer', 'worklist', 'biller');
        insert into facts.fct_assignments values
            ('p', 'd', 'c', 'biller', 'AB', 'Appeal', date '2026-02-20', date '2026-02-03',
                'worklist'),
            ('p', 'e', 'c', 'biller', 'AB', null, null, date '2026-02-04', 'worklist');
        insert into facts.int_planned_waits values
            ('p', 'd', 'planned', date '2026-02-20', date '2026-02-03'),
            ('p', 'e', 'with_payer', date '2026-03-20', date '2026-02-04'),
            ('q', 'd', 'planned', date '2026-02-21', date '2026-02-03');
    """)
    story = told(facts, "150", "3", "date '2026-01-19'")
    assert "2026-02-02  worked: Called the payer by Biller" in story
    assert "owner: Biller (AB); next: Appeal, by 2026-02-20 (said by worklist)" in story
    assert "owner: Biller (AB) (said by worklist)" in story
    assert "planned: on the list again on 2026-02-20" in story
    assert "with the payer: asked after on 2026-03-20" in story
    assert "2026-02-21" not in story


def test_today_s_list_and_the_other_number_are_told(facts: duckdb.DuckDBPyConnection) -> None:
    facts.execute("""
        insert into facts.fct_submissions (practice_id, claim_id, claim_number)
        values ('p', 'after', 'N2'), ('p', 'before', 'N0');
        insert into facts.int_claim_links values
            ('p', 'after', 'c', date '2026-02-01'), ('p', 'c', 'before', date '2026-01-02');
    """)
    story = told(facts, "150", "3", "date '2026-01-19'")
    assert "2026-02-01  goes on as claim N2" in story
    assert "2026-01-02  continues claim N0" in story
    assert story.endswith("now         on no list")
    facts.execute("""
        delete from facts.fct_adjudications; delete from facts.fct_rejections;
        insert into rollups.rlp_work_item_week values
            ('p', date '2026-03-02', 'c', 'biller', 'Last week', null, 1),
            ('p', date '2026-03-09', 'c', 'biller', 'Ask the payer', date '2026-03-20', 12);
    """)
    story = "\n".join(story_of(facts, "N1", None))
    assert story.endswith(
        "on the list of Biller: Ask the payer, last day 2026-03-20, likely back $12"
    )
