"""What a page lists, what it cuts, and that a cut list says how much."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.fitting import dealt, fitting, line_count
from reports.packet import Measure, Packet, Repeat, Series
from reports.render import summary_html
from reports.ties import check_ties
from reports.views.aging import aging_page
from reports.views.beside import beside_page
from reports.views.causes import causes_page
from reports.views.cover import cover_page
from reports.views.fix_now import fix_now_page
from reports.views.measures import measures_page, reading
from reports.views.quality import quality_page
from reports.views.reasons import payers_text, reasons_page
from tests.reports.invented import weeks
from tests.reports.invented.denials import expiring
from tests.reports.invented.measures import REPEATS


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [
        (4, 4, "Too few"), (2, 4, "Too few"), (2, 5, "Grew"), (0, 5, "Grew"), (4, 5, "Same"),
        (8, 10, "Same"), (8, 11, "Grew"), (8, 6, "Same"), (8, 5, "Shrank"), (5, 0, "Shrank"),
        (None, 9, "Not compared"),
    ],
)  # fmt: skip
def test_two_weeks_differ_from_five_claims_and_a_quarter_on(
    before: int | None, now: int, word: str
) -> None:
    assert reading(Repeat("R", "P", before, now)) == word


def test_a_missing_file_forbids_reading_two_weeks() -> None:
    assert reading(Repeat("R", "P", 2, 9, is_compared=False)) == "Not compared"


def denial_rate(claim_count: int) -> Measure:
    value = Decimal("0.15")
    series = Series((*(Decimal("0.10"),) * 12, value), "above", Decimal("0.08"), Decimal("0.12"))
    return Measure("initial_denial_rate", value, 3, claim_count, claim_count, series)


def test_under_twenty_claims_a_measure_prints_counts_and_no_verdict() -> None:
    row = measures_page(replace(weeks.group(), measures=(denial_rate(19),))).measures[0]
    assert (row.number, row.under) == ("3", "of 19 claims")
    assert (row.verdict, row.is_framed, row.chart) == ("Too few to judge.", False, None)
    assert "%" not in row.note


def test_from_twenty_claims_on_a_measure_prints_its_rate() -> None:
    row = measures_page(replace(weeks.group(), measures=(denial_rate(20),))).measures[0]
    assert (row.number, row.under) == ("15.0%", "3 of 20 claims")
    assert row.verdict == "Real change for the worse."
    assert row.note == "Usual 8.0 to 12.0. Lower is better."


def test_a_share_of_money_over_few_claims_prints_no_percentage_either() -> None:
    money = replace(denial_rate(19), name="ar_over_90_share", numerator=428, denominator=2040)
    row = measures_page(replace(weeks.group(), measures=(money,))).measures[0]
    assert (row.number, row.under) == ("$428", "of $2,040 open")


def test_better_and_worse_depend_on_the_measure() -> None:
    more = replace(denial_rate(40), name="first_pass_rate")
    row = measures_page(replace(weeks.group(), measures=(more,))).measures[0]
    assert row.verdict == "Real change for the better."


def test_an_unknown_measure_is_a_dash_never_a_zero() -> None:
    unknown = replace(denial_rate(40), value=None, series=Series((None,), "not_compared"))
    row = measures_page(replace(weeks.group(), measures=(unknown,))).measures[0]
    assert (row.number, row.under) == ("\N{EN DASH}", "not known this week")
    assert row.verdict == "Not compared: a file is missing."


def test_listed_groups_and_the_rest_add_up_to_all_denials() -> None:
    packet = weeks.large()
    page = reasons_page(packet)
    assert page.rest is not None
    assert sum(len(group.listed) for group in page.groups) == 10
    shown = sum(group.category.claim_count for group in page.groups)
    assert shown + page.rest.claim_count == packet.denied_count
    dollars = sum(group.category.likely_back_usd for group in page.groups)
    assert dollars + page.rest.likely_back_usd == packet.likely_back_usd


def test_a_group_with_more_reasons_than_listed_says_so() -> None:
    notes = {g.category.name: g.note for g in reasons_page(weeks.group()).groups}
    assert notes["Eligibility"] == "1 of 2 reasons listed"
    assert notes["Coding"] == ""


def test_the_leading_payer_carries_its_claims() -> None:
    reasons = {r.label: r for c in weeks.group().categories for r in c.reasons}
    assert (
        payers_text(reasons["Telehealth modifier missing"])
        == "Cedar Blue Plan 6, rest\N{NO-BREAK SPACE}6"
    )
    assert payers_text(reasons["No authorization on file"]) == "Northstate Medicaid 6"
    assert payers_text(reasons["More visits than authorized"]).endswith(
        "2, rest\N{NO-BREAK SPACE}1"
    )


def test_batches_shown_and_cut_add_up() -> None:
    packet = weeks.group()
    page = fix_now_page(packet)
    assert len(page.lines) + len(page.batches) <= 19
    cut = packet.batches[len(page.batches) :]
    claims = sum(batch.claim_count for batch in cut)
    assert page.batches_more.startswith(f"and {len(cut)} more batches, {claims} claims, $")


def test_up_to_fourteen_expiring_lines_are_listed_and_more_go_by_owner() -> None:
    large = weeks.large()
    listed = fix_now_page(replace(large, expiring=expiring(14)))
    assert (len(listed.lines), listed.owners) == (14, ())
    by_owner = fix_now_page(replace(large, expiring=expiring(15)))
    assert by_owner.lines == ()
    assert by_owner.all_owners is not None
    assert by_owner.all_owners.soon_count + by_owner.all_owners.later_count == 15
    assert sum(row.later_usd for row in by_owner.owners) == by_owner.all_owners.later_usd


def test_a_group_cuts_its_expiring_lines_and_says_how_many() -> None:
    page = fix_now_page(replace(weeks.group(), expiring=expiring(10)))
    assert len(page.lines) == 8
    assert page.lines_more.startswith("and 2 more lines, 2 claims, $")


def test_nothing_expiring_says_until_when() -> None:
    page = fix_now_page(weeks.solo())
    assert page.nothing_before is not None
    assert page.nothing_before.isoformat() == "2026-12-07"


def test_older_claims_that_expire_are_shown_in_a_week_without_denials() -> None:
    packet = replace(weeks.quiet(), expiring=expiring(2))
    assert fix_now_page(packet).lede == "No new denial this week; these older ones run out."
    assert [item.anchor for item in cover_page(packet).agenda] == [
        "", "fix-now", "aging", "decisions",
    ]  # fmt: skip
    assert "Expires within 14 days" in summary_html(packet)
    assert "fix-now" not in [item.anchor for item in cover_page(weeks.quiet()).agenda]


def test_causes_cut_say_how_many_and_how_much() -> None:
    packet = weeks.group()
    page = causes_page(packet)
    cut = packet.causes[len(page.causes) :]
    assert page.more.startswith(f"and {len(cut)} more causes, $")


def test_what_keeps_coming_is_never_called_a_change() -> None:
    rows = causes_page(weeks.first_week()).causes
    assert rows
    assert all("hange" not in row.reading for row in rows)
    assert rows[0].reading.startswith("Keeps coming; starts in coding. 6 of 12 from")


def test_a_lasting_change_says_since_when() -> None:
    assert "Changed in the week of Oct 12" in causes_page(weeks.group()).causes[0].reading


def test_payers_are_ordered_by_dollars_over_ninety_days() -> None:
    packet = weeks.large()
    shown = [row.payer for row in aging_page(packet).ages]
    old = {row.payer: row.over_90_usd for row in packet.aging}
    assert [old[payer] for payer in shown] == sorted(old.values(), reverse=True)[: len(shown)]


def test_untouched_rows_and_the_cut_add_up_to_the_sentence() -> None:
    page = aging_page(weeks.large())
    assert page.payers_more is not None
    shown = sum(row.claim_count for row in page.payers)
    assert shown + page.payers_more.claim_count == page.payers_total.claim_count
    assert page.lead == f"{page.payers_total.claim_count} claims ($91,485)"
    assert page.owners_total.open_usd == page.payers_total.open_usd
    assert page.lede.endswith("21 days or more (30 for Northstate Medicaid).")


def test_take_backs_stand_with_a_minus_and_are_summed() -> None:
    assert beside_page(weeks.group()).taken_usd == -575


def test_four_long_lists_share_one_page() -> None:
    page = beside_page(weeks.wordy())
    assert page.rejections
    assert page.waiting
    assert page.take_backs
    assert page.red_flags
    assert "claims: on the worklists." in page.rejections_more


def test_only_what_needs_an_answer_is_said_to_be_on_the_worklists() -> None:
    packet = weeks.wordy()
    rows = packet.beside.waiting
    for answer_by_on, is_work in ((None, False), (date(2026, 11, 25), True)):
        waiting = tuple(replace(row, answer_by_on=answer_by_on) for row in rows)
        more = beside_page(replace(packet, beside=replace(packet.beside, waiting=waiting)))
        assert ("worklists" in more.waiting_more) == is_work
        assert more.waiting_more.endswith(".")


def test_a_flagged_sum_is_counted_and_named() -> None:
    page = quality_page(weeks.group())
    results = {row.check: row for row in page.checks}
    assert results["Answered claims whose sums add up"].result == "429 of 431"
    assert results["Our files refused as a whole"].is_alarm
    assert results["Codes no rule knows"].result == "none"
    trust = [row.lead + row.text for row in cover_page(weeks.group()).trust]
    own = "the payer\N{RIGHT SINGLE QUOTATION MARK}s own sums do not add up"
    assert f"2 claims flagged: {own}; counted all the same" in trust


def test_an_unknown_code_is_named_and_its_group_said() -> None:
    rows = {row.check: row for row in quality_page(weeks.wordy()).checks}
    row = rows["Codes no rule knows"]
    assert row.result == "CO-999, PI-998, OA-997, CO-996 and 2 more"
    assert row.is_alarm


def test_missing_rejection_reports_are_framed_on_page_one() -> None:
    row = next(r for r in cover_page(weeks.wordy()).trust if "Rejection" in r.text)
    assert (row.mark, row.is_alarm) == ("3 of 5 days", True)


def test_rows_fit_by_height_and_by_number() -> None:
    assert fitting([20, 20, 20], 60, 9) == 3
    assert fitting([20, 20, 20], 59, 9) == 2
    assert fitting([20, 20, 20], 60, 1) == 1
    assert dealt([[10] * 9, [10]], 40, 9) == (3, 1)
    assert dealt([[10] * 9, [10]], 90, 3) == (2, 1)
    assert line_count("", 10) == 1
    assert line_count("twelve letters", 10) == 2


def small(packet: Packet) -> Packet:
    return replace(packet, repeats=REPEATS * 2)


def test_repeats_are_left_out_for_a_solo_and_cut_for_a_group() -> None:
    assert not measures_page(small(weeks.solo())).shows_repeats
    page = measures_page(small(weeks.group()))
    assert len(page.repeats) == 6
    assert page.repeats_more == "and 6 more reasons."


@pytest.mark.parametrize("name", weeks.SUMMARIES)
def test_every_invented_week_ties(name: str) -> None:
    check_ties(weeks.SUMMARIES[name]())
