"""What the templates say: empty states, escaping, fields, sizes."""

import re
from dataclasses import replace

import pytest
from jinja2 import UndefinedError
from weasyprint.urls import FatalURLFetchingError

from reports.packet import PacketError
from reports.render import FontsOnly, environment, pdf, stylesheet, summary_html, worklists_html
from tests.reports.invented import weeks, worklists


def words(html: str) -> str:
    """The text of a page, without its charts and in one line."""
    text = re.sub(r"<svg.*?</svg>|<title>.*?</title>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_a_misspelt_field_fails_and_prints_nothing() -> None:
    template = environment().from_string("{{ packet.practise_name }}")
    with pytest.raises(UndefinedError, match="practise_name"):
        template.render(packet=weeks.solo())


def test_html_in_a_text_is_printed_not_obeyed() -> None:
    name = '<b onclick="x">Ash & Elm</b>'
    html = summary_html(replace(weeks.solo(), practice_name=name))
    assert "<b onclick" not in html
    assert "&lt;b onclick=&#34;x&#34;&gt;Ash &amp; Elm&lt;/b&gt;" in html


def test_html_in_a_chart_is_printed_not_obeyed() -> None:
    packet = weeks.group()
    aging = (replace(packet.aging[0], payer="</title><script>"), *packet.aging[1:])
    assert "<script>" not in summary_html(replace(packet, aging=aging))


def test_nothing_is_fetched_but_the_vendored_fonts() -> None:
    fetcher = FontsOnly()
    assert fetcher.fetch("packet-font:source-sans-3-latin-400-normal.woff2").read()[:4] == b"wOF2"
    for url in ("https://example.org/x.woff2", "file:///etc/hosts", "packet-font:../packet.css"):
        with pytest.raises(FatalURLFetchingError):
            fetcher.fetch(url)


def test_a_page_that_asks_for_the_network_is_not_made() -> None:
    with pytest.raises(PacketError, match="not in the package"):
        pdf('<img src="https://example.org/x.png" alt="x">')


def test_no_text_is_smaller_than_eight_and_a_half_points() -> None:
    css = stylesheet()
    sizes = re.findall(r"font(?:-size)?:[^;]*?([\d.]+)pt", css)
    assert len(sizes) > 20
    assert min(map(float, sizes)) >= 8.5
    html = summary_html(weeks.large())
    assert min(map(float, re.findall(r'font-size="([\d.]+)"', html))) >= 8.5


def test_relative_sizes_stay_readable_inside_the_smallest_table_text() -> None:
    shares = re.findall(r"font-size: ([.\d]+)em", stylesheet())
    assert all(9.5 * float(share) >= 8.5 for share in shares)


def test_a_quiet_week_says_so_everywhere() -> None:
    said = words(summary_html(weeks.quiet()))
    assert "A real zero: every file arrived." in said
    assert "This meeting, 15 minutes" in said
    assert "Top denial reasons" not in said
    assert said.count("None.") == 4
    assert "Nothing runs out before Dec 7" in said


def test_a_zero_without_a_known_payer_is_no_real_zero() -> None:
    quiet = weeks.quiet()
    said = words(summary_html(replace(quiet, coverage=replace(quiet.coverage, payers=()))))
    assert "real zero" not in said.lower()
    assert "Every file arrived" not in said
    assert "COMPLETE" not in said
    assert "No payer sends payment files regularly yet NOT KNOWN" in said


def test_a_missing_file_is_never_a_zero() -> None:
    said = words(summary_html(weeks.missing_and_nothing()))
    assert "real zero" not in said
    assert "Claims denied this week \N{EN DASH} Not known: a file is missing." in said
    assert "if worked \N{EN DASH} Not known: a file is missing." in said
    assert "Top denial reasons" not in said
    assert "MISSING 1" in said


def test_a_bad_week_warns_before_it_tells() -> None:
    said = words(summary_html(weeks.bad_week()))
    assert said.index("Read this first.") < said.index("What changed")
    assert "Ring: not compared." in said
    assert "Real change" not in said.split("Are we getting better?")[0].split("What to do next")[1]


def test_no_verdict_on_denials_is_printed_while_a_file_is_missing() -> None:
    said = words(summary_html(weeks.wordy())).split("Five measures")[0]
    assert weeks.wordy().headline.denied.verdict == "above"
    assert "Real change" not in said
    assert "Not compared: a file is missing." in said


def test_no_promise_made_is_said_until_lists_come_back() -> None:
    assert words(summary_html(weeks.group())).count("No promise made") == 2


def test_an_empty_list_says_none() -> None:
    base = weeks.group()
    bare = replace(base, repeats=(), causes=(), expiring=())
    said = words(summary_html(bare))
    assert "No reason came in both weeks." in said
    assert "No cause came back often enough" in said
    assert "Nothing expires before Dec 7." in said


def test_rejections_stand_beside_denials_and_not_in_them() -> None:
    base = weeks.group()
    said = words(summary_html(base))
    assert "Rejected before the payer decided (9)" in said
    assert f"All denials this week {base.denied_count}" in said


def test_totals_tie_across_pages_one_two_and_three() -> None:
    said = words(summary_html(weeks.group()))
    assert "Claims denied this week 46" in said
    assert "All denials this week 46 $7,945 $2,558" in said
    assert "46 claims in 26 batches" in said
    assert "if worked $2,558" in said
    assert "$2,558 likely back. Work from the top." in said


def test_billed_never_stands_without_likely_back() -> None:
    said = words(summary_html(weeks.group()))
    assert "at risk" not in said
    assert "Usual $2,031 to $2,751. $7,945 billed" in said


def test_words_of_the_practice_are_the_packets_words() -> None:
    for make in weeks.SUMMARIES.values():
        said = words(summary_html(make())).lower()
        assert "therapy note" not in said
        assert "significant" not in said
        assert "patient" not in said


def test_the_method_says_whose_judgement_the_rules_are() -> None:
    said = words(summary_html(weeks.group()))
    assert "a behavioral-health biller has not reviewed them yet" in said
    assert "no outside benchmark is sound enough to print" in said
    assert "5f0c1a9e77b2" in said


def test_invented_data_is_marked_and_real_data_is_not() -> None:
    packet = weeks.solo()
    assert "invented data, not a real practice" in summary_html(packet)
    assert "invented" not in summary_html(replace(packet, invented_notice=""))


def test_a_worklist_withholds_without_marking_the_row() -> None:
    html = worklists_html(worklists.worklists())
    row = next(part for part in html.split("<tr>") if "withheld" in part)
    assert row.count("withheld</td>") == 2
    assert "background" not in row
    assert "Oct" not in row


def test_every_owner_gets_a_page_also_without_work() -> None:
    said = words(worklists_html(worklists.worklists()))
    assert "Payment posting (EB) 0 claims Nothing for you this week." in said
    assert "Rejected \N{MIDDLE DOT} Harbor Health" in said


def test_an_empty_file_of_worklists_is_still_a_page() -> None:
    empty = replace(worklists.worklists(), lists=())
    assert "Nothing for anybody this week." in words(worklists_html(empty))
