"""The billing company's cover: order, sums and what it says."""

from dataclasses import replace

from reports.other_readers import company_html
from reports.packet import Company, Packet
from reports.render import laid_out
from reports.views.company import company_page
from tests.reports.invented import weeks
from tests.reports.invented.companies import company
from tests.reports.invented.kinds import MONDAY, WEEK
from tests.reports.test_html import words


def of(*packets: Packet) -> Company:
    return Company(WEEK, MONDAY, MONDAY, packets)


def named(name: str, packet: Packet) -> Packet:
    return replace(packet, practice_name=name)


def said(*packets: Packet) -> list[str]:
    return [text for _, text in company_page(of(*packets)).sentences]


def test_thirty_practices_fit_one_page() -> None:
    assert len(laid_out(company_html(company(30))).pages) == 1
    assert len(laid_out(company_html(company(90))).pages) > 1


def test_a_missing_file_comes_first_then_a_change_then_what_expires() -> None:
    within = replace(
        weeks.group(),
        headline=replace(
            weeks.group().headline,
            denied=replace(weeks.group().headline.denied, verdict="within"),
        ),
    )
    rows = company_page(
        of(
            named("A", weeks.quiet()),
            named("B", within),
            named("C", weeks.group()),
            named("D", weeks.bad_week()),
        )
    ).rows
    assert [row.name for row in rows] == ["D", "C", "B", "A"]
    assert [row.missing for row in rows] == ["1 missing", "", "", ""]


def test_rows_add_up_to_the_totals() -> None:
    page = company_page(company(30))
    assert sum(row.likely_back_usd for row in page.rows) == page.likely_back_usd
    assert sum(row.expiring_count for row in page.rows) == page.expiring_count
    assert sum(row.untouched_count for row in page.rows) == page.untouched_count
    assert sum(row.rejected_count for row in page.rows) == page.rejected_count
    assert page.denied_count == sum(int(row.denied.replace(",", "")) for row in page.rows)


def test_no_verdict_stands_beside_a_missing_file_and_no_zero_is_called_one() -> None:
    (row,) = company_page(of(weeks.missing_and_nothing())).rows
    assert (row.denied, row.verdict) == ("\N{EN DASH}", "Not compared")


def test_what_changed_names_practices_by_their_side() -> None:
    below = weeks.group()
    below = replace(
        below,
        headline=replace(below.headline, denied=replace(below.headline.denied, verdict="below")),
    )
    changed = said(named("A", weeks.group()), named("B", below), named("C", weeks.bad_week()))[0]
    assert changed == (
        "A is above the usual range: a real change. B is below the usual range: a real change. "
        "1 practice is not compared: a file is missing."
    )
    within = replace(
        below,
        headline=replace(below.headline, denied=replace(below.headline.denied, verdict="within")),
    )
    assert said(within, within)[0] == "No practice is outside its usual range of denied claims."


def test_nothing_is_said_to_be_inside_its_range_that_cannot_be_judged() -> None:
    base = weeks.group()
    within = replace(
        base,
        headline=replace(base.headline, denied=replace(base.headline.denied, verdict="within")),
    )
    assert said(weeks.solo(), weeks.quiet())[0] == (
        "No practice can be compared with its own weeks yet."
    )
    assert said(within, weeks.solo())[0] == (
        "1 of 2 practices can be judged, and is inside the usual range."
    )
    assert said(weeks.bad_week(), weeks.bad_week())[0].startswith("No practice can be compared")


def test_a_practice_whose_pages_do_not_add_up_is_left_out_and_named() -> None:
    cover = replace(of(weeks.group(), weeks.solo()), left_out=("Torn Practice",))
    text = words(company_html(cover))
    assert "Left out: Torn Practice. Its own packet was not printed: totals do not agree." in text
    assert "Left out" not in words(company_html(of(weeks.group(), weeks.solo())))


def test_practices_whose_settings_are_wrong_are_named_as_not_served() -> None:
    cover = replace(of(weeks.group(), weeks.solo()), unsound=("Birch", "Cedar"))
    text = words(company_html(cover))
    assert "Not served: Birch and Cedar. Their settings are wrong; “triage check” names" in text
    assert "Not served" not in words(company_html(of(weeks.group(), weeks.solo())))


def test_what_is_stuck_names_those_who_hold_half_or_nobody() -> None:
    big = named("Big", weeks.large())
    small = named("Small", weeks.group())
    assert said(big, small)[1] == (
        "Nobody has touched 880 open claims ($94,160) within the limits; Big holds 855 of them."
    )
    assert said(small)[1].endswith("within the limits.")
    clean = replace(weeks.group(), untouched_by_payer=(), untouched_by_owner=())
    assert said(clean)[1] == "No open claim waits without attention in any practice."


def test_what_next_is_files_then_days_then_the_packets() -> None:
    both = said(named("A", weeks.bad_week()), named("B", weeks.group()))[2]
    assert both == (
        "Get 1 missing file first: A. Send the 8 claims that expire by Dec 7 (likely $531)."
    )
    assert said(weeks.quiet())[2] == "Work the packet of each practice from page 1."


def test_the_cover_is_for_the_company_and_says_so() -> None:
    text = words(company_html(company(2)))
    assert "not for a practice" in text
    assert "2 practices" in text
