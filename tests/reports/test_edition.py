"""The HTML edition: one file, the facts of the PDF, no address, text that stays text."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports.edition import AT_NIGHT, edition_html, render_edition, style
from reports.on_screen import on_screen
from reports.packet import PacketError
from reports.render import render_summary, summary_html
from tests.reports.invented import weeks

ROOT = Path(__file__).resolve().parents[2]
NUMBER = re.compile(r"\$?\d[\d,]*(?:\.\d+)?%?")
ON_PAPER_ONLY = re.compile(r"\bpages? \d+(?:, \d+)*(?: of \d+)?", re.IGNORECASE)
PARTS_OF_THE_FILE = ("data:font/woff2;base64,", "#")


class Text(HTMLParser):
    """The words between tags, without the stylesheet."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._is_style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the caller's
        self._is_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the caller's
        self._is_style = False

    def handle_data(self, data: str) -> None:
        if not self._is_style:
            self.words.append(data)


def said(html: str) -> str:
    return " ".join(" ".join(Text(html).words).split())


@lru_cache
def edition(name: str) -> str:
    return edition_html(weeks.SUMMARIES[name]())


@lru_cache
def printed(name: str) -> str:
    pages = PdfReader(BytesIO(render_summary(weeks.SUMMARIES[name]()))).pages
    return ON_PAPER_ONLY.sub(" ", " ".join(" ".join(p.extract_text() for p in pages).split()))


def missing_numbers(paper: str, screen: str) -> set[str]:
    return set(NUMBER.findall(paper)) - set(NUMBER.findall(screen))


@pytest.mark.parametrize("name", weeks.SUMMARIES)
def test_every_number_and_amount_of_the_pdf_stands_in_the_edition(name: str) -> None:
    assert len(set(NUMBER.findall(printed(name)))) > 20
    assert not missing_numbers(printed(name), said(edition(name)))


@pytest.mark.parametrize("name", weeks.SUMMARIES)
def test_the_edition_holds_no_number_that_the_pdf_does_not(name: str) -> None:
    figures_of_charts = r"<title>.*?</title>|<p class=\"in-words\".*?</p>"
    screen = said(re.sub(figures_of_charts, " ", edition(name), flags=re.DOTALL))
    assert not missing_numbers(screen, printed(name))


def test_an_amount_that_is_only_in_the_pdf_is_found() -> None:
    assert missing_numbers("12 claims, $2,558", "12 claims, $2,559") == {"$2,558"}


@pytest.mark.parametrize("name", weeks.SUMMARIES)
def test_a_cut_list_ends_with_the_same_words(name: str) -> None:
    packet = weeks.SUMMARIES[name]()
    more = re.findall(r'<p class="more">(.*?)</p>', summary_html(packet))
    assert re.findall(r'<p class="more">(.*?)</p>', edition(name)) == more
    assert name != "large" or more


@pytest.mark.parametrize("name", weeks.SUMMARIES)
def test_the_file_holds_no_address_of_anything_else(name: str) -> None:
    html = edition(name)
    assert "<script" not in html
    addresses = re.findall(r'(?:href|src|action|content-url)="([^"]*)"|url\(([^)]*)\)', html)
    named = {one or other for one, other in addresses}
    assert named
    assert all(address.startswith(PARTS_OF_THE_FILE) for address in named), named
    without_fonts = re.sub(r"data:font/woff2;base64,[\w+/=]+", "", html)
    assert set(re.findall(r"\w+://[^\s\"']*", without_fonts)) == {"http://www.w3.org/2000/svg"}


def test_the_policy_forbids_everything_but_what_is_inside() -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', edition("solo"))
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "font-src": "data:",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_marking_and_the_notice_stand_at_both_ends() -> None:
    packet = weeks.group()
    html = edition_html(packet)
    head, foot = html.split("<main>")[0], html.split("</main>")[1]
    for part in (head, foot):
        assert "SUMMARY \N{MIDDLE DOT} counts only" in part
        assert packet.invented_notice in part
    assert "invented" not in edition_html(replace(packet, invented_notice=""))


def test_html_in_any_text_of_a_packet_stays_text() -> None:
    canary = '"><img src="https://canary.invalid/x.png" onerror="x"><script>x</script>'
    packet = weeks.group()
    html = edition_html(
        replace(
            packet,
            practice_name=canary,
            invented_notice=canary,
            aging=tuple(replace(x, payer=canary) for x in packet.aging),
            batches=tuple(replace(x, payer=canary) for x in packet.batches),
            expiring=tuple(replace(x, reason=canary) for x in packet.expiring),
        )
    )
    assert "<img" not in html
    assert "<script" not in html
    assert html.count("&lt;script&gt;x") > 20


@pytest.mark.parametrize("name", weeks.SUMMARIES)
def test_every_page_reference_is_a_link_to_a_section_that_is_there(name: str) -> None:
    html = edition(name)
    anchors = set(re.findall(r'\bid="([^"]+)"', html))
    links = re.findall(r'<a href="#([^"]+)"[^>]*>([^<]*)</a>', html)
    assert {anchor for anchor, _ in links} <= anchors
    assert all(words for _, words in links)
    assert re.search(r'<a href="#aging" aria-label="open: Aging without attention">open</a>', html)


def test_the_contents_are_the_sections_in_order() -> None:
    contents = re.search(r"<nav.*?</nav>", edition("quiet"), re.DOTALL)
    assert contents
    assert re.findall(r'href="#([\w-]+)"', contents.group()) == [
        "aging", "beside", "measures", "decisions", "quality",
    ]  # fmt: skip


@pytest.mark.parametrize("name", weeks.SUMMARIES)
def test_what_only_paper_needs_is_left_out(name: str) -> None:
    html = re.sub(r"<style>.*?</style>", "", edition(name), flags=re.DOTALL)
    assert 'class="tick"' not in html
    assert "<colgroup" not in html
    assert "ruled" not in html
    assert ">Done</th>" not in html
    assert "no client names, please" not in html


def test_a_packet_whose_totals_do_not_tie_is_not_shown() -> None:
    packet = weeks.group()
    with pytest.raises(PacketError):
        edition_html(replace(packet, batches=packet.batches[1:]))


def test_the_same_packet_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from reports.edition import render_edition;"
        "from tests.reports.invented import weeks;"
        "print(hashlib.sha256(render_edition(weeks.group())).hexdigest())"
    )
    settings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": str(ROOT)}
    other = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=settings, capture_output=True, check=True,
        text=True,
    )  # fmt: skip
    here = hashlib.sha256(render_edition(weeks.group())).hexdigest()
    assert other.stdout.strip() == here


def test_every_colour_of_a_line_or_bar_has_one_for_the_night() -> None:
    drawn = re.findall(r"<svg.*?</svg>", edition("group"), re.DOTALL)
    outside_ages = [svg for svg in drawn if "0\N{EN DASH}30 days" not in svg]
    colours = set(re.findall(r'(?:fill|stroke)="(#\w+)"', "".join(outside_ages)))
    assert len(colours) > 5
    assert colours <= set(AT_NIGHT)
    assert all(f'[fill="{colour}"]' in style() for colour in colours)


def test_a_cell_names_its_column_and_an_empty_one_does_not() -> None:
    shown = on_screen(
        '<table><colgroup><col style="width:9pt"></colgroup><thead><tr>'
        '<th scope="col">A &amp;<br>B</th><th scope="col" colspan="2">C</th></tr></thead>'
        '<tbody><tr><th scope="row">x</th><td>1 &lt; 2</td><td></td></tr>'
        '<tr><td colspan="2">all</td><td><b>3</b></td></tr></tbody></table>'
    ).html
    assert '<table role="table" data-cards="">' in shown
    assert "colgroup" not in shown
    assert '<th scope="row" role="rowheader" data-label="A &amp; B">' in shown
    assert '<td role="cell" data-label="C"><div class="cell">1 &lt; 2</div></td>' in shown
    assert '<td role="cell"></td>' in shown
    assert '<td colspan="2" role="cell"><div class="cell">all</div></td>' in shown
    assert '<td role="cell" data-label="C"><div class="cell"><b>3</b></div></td>' in shown


def test_a_link_that_has_words_keeps_them() -> None:
    shown = on_screen(
        '<section id="a" data-title="T"><a href="#a">x</a><a href="#b"></a></section>'
    )
    assert '<a href="#a">x</a><a href="#b"></a>' in shown.html
