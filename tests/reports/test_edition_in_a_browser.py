"""The HTML edition as a browser shows it: on a phone, on a desk, in the dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from reports.edition import edition_html
from tests.browsing import chromium
from tests.reports.invented import weeks

pytestmark = pytest.mark.slow

PHONE, DESK = (360, 740), (1280, 900)
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
WEEKS = pytest.mark.parametrize("name", weeks.SUMMARIES)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
ASKED: dict[Page, list[str]] = {}
CANARY = "https://canary.invalid/x.png"

OVERFLOWING = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXTS = """
function texts() {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, range = document.createRange();
    if (!node.data.trim() || node.parentElement.closest("title, style")) continue;
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(box => box.width && box.height);
    if (boxes.length) found.push({node, boxes, words: node.data.trim().slice(0, 40)});
  }
  return found;
}
"""
CLIPPED = f"""() => {{ {TEXTS}
  const cut = [], wide = document.documentElement.clientWidth;
  for (const {{node, boxes, words}} of texts()) {{
    let limits = [[0, wide]];
    for (let up = node.parentElement; up && up !== document.body; up = up.parentElement) {{
      const style = getComputedStyle(up), box = up.getBoundingClientRect();
      if (style.overflowX !== "visible" && style.display !== "inline")
        limits.push([box.left, box.right]);
    }}
    const over = ([left, right]) => boxes.some(b => b.left < left - 1 || b.right > right + 1);
    if (limits.some(over)) cut.push(words);
  }}
  return cut;
}}"""
SMALL = f"""(least) => {{ {TEXTS}
  return texts().filter(({{node}}) => {{
    const drawn = node.parentElement.closest("svg");
    const scale = drawn ? drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width : 1;
    return parseFloat(getComputedStyle(node.parentElement).fontSize) * scale < least;
  }}).map(({{words}}) => words);
}}"""
TARGETS = """() => [...document.querySelectorAll("a, summary")]
  .filter(it => it.getBoundingClientRect().height > 0)
  .map(it => Math.round(it.getBoundingClientRect().height))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """Show HTML from a file, as somebody would who got it by mail."""
    pages: list[Page] = []

    def show(html: str, size: tuple[int, int], scheme: Any = "light") -> Page:
        path = tmp_path / "summary.html"
        path.write_text(html, encoding="utf-8")
        page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        pages.append(page)
        asked: list[str] = []
        page.route("**", lambda route: [asked.append(route.request.url), route.continue_()])
        page.goto(path.as_uri())
        page.evaluate("document.fonts.ready")
        ASKED[page] = asked
        return page

    yield show
    for page in pages:
        page.close()


def foreign(page: Page) -> list[str]:
    """What the page asked anybody for, itself left out."""
    return [url for url in ASKED[page] if not url.startswith("file:")]


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response
    assert len(found["passes"]) > 20
    return [
        f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]
    ]


@SIZES
@WEEKS
def test_nothing_runs_over_the_page_no_word_is_cut_and_nobody_is_asked_for_anything(
    name: str, size: tuple[int, int], open_page: Any
) -> None:
    page = open_page(edition_html(weeks.SUMMARIES[name]()), size)
    assert page.evaluate(OVERFLOWING) == 0
    assert page.evaluate(CLIPPED) == []
    assert foreign(page) == []
    assert page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length") >= 3


@SIZES
def test_names_as_long_as_one_word_do_not_run_over(size: tuple[int, int], open_page: Any) -> None:
    packet = replace(weeks.wordy(), practice_name="Behavioral" * 12)
    page = open_page(edition_html(packet), size)
    assert page.evaluate(OVERFLOWING) == 0


@SIZES
def test_a_word_that_is_cut_is_found(size: tuple[int, int], open_page: Any) -> None:
    page = open_page(edition_html(weeks.solo()), size)
    page.add_style_tag(content=".lede { width: 5rem; overflow: hidden; white-space: nowrap }")
    assert page.evaluate(CLIPPED)
    page.add_style_tag(content="h1 { width: 3000px }")
    assert page.evaluate(OVERFLOWING) > 0


@SIZES
def test_no_text_is_smaller_than_sixteen_pixels(size: tuple[int, int], open_page: Any) -> None:
    page = open_page(edition_html(weeks.group()), size)
    assert page.evaluate(SMALL, 16) == []
    assert page.evaluate(SMALL, 18)


def test_a_finger_hits_every_link(open_page: Any) -> None:
    page = open_page(edition_html(weeks.group()), PHONE)
    page.click("summary")
    heights = page.evaluate(TARGETS)
    assert len(heights) > 20
    assert min(heights) >= 44


def test_each_section_is_two_taps_away(open_page: Any) -> None:
    page = open_page(edition_html(weeks.group()), PHONE)
    page.click("summary")
    page.click("nav >> text=Words and data quality")
    assert page.evaluate("document.querySelector('#quality').getBoundingClientRect().top") < 740
    page.click("#quality .back a")
    assert page.evaluate("document.querySelector('nav').getBoundingClientRect().top") > -1


def test_an_address_in_a_field_is_text(open_page: Any) -> None:
    packet = replace(weeks.group(), practice_name=f'<img src="{CANARY}">')
    page = open_page(edition_html(packet), DESK)
    assert foreign(page) == []
    assert page.locator("img").count() == 0
    assert CANARY in page.inner_text("h1 >> nth=0")


def test_an_image_that_stood_in_the_markup_would_be_refused(open_page: Any) -> None:
    html = edition_html(weeks.solo()).replace("</main>", f'<img src="{CANARY}" alt=""></main>')
    assert foreign(open_page(html, DESK)) == []
    unguarded = re.sub(r"<meta http-equiv=[^>]*>", "", html)
    assert foreign(open_page(unguarded, DESK)) == [CANARY]


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESK, "light")])
@WEEKS
def test_axe_finds_nothing(name: str, size: tuple[int, int], scheme: str, open_page: Any) -> None:
    page = open_page(edition_html(weeks.SUMMARIES[name]()), size, scheme)
    assert violations(page) == []


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_axe_finds_nothing_the_other_way_round(
    size: tuple[int, int], scheme: str, open_page: Any
) -> None:
    assert violations(open_page(edition_html(weeks.group()), size, scheme)) == []


def test_axe_finds_what_is_broken_on_purpose(open_page: Any) -> None:
    html = edition_html(weeks.solo())
    broken = (
        html.replace("--grey: #4a4f55", "--grey: #b9bec4")
        .replace('lang="en-US"', "")
        .replace('aria-label="open: Aging without attention">open', ">")
    )
    found = {line.partition(":")[0] for line in violations(open_page(broken, DESK))}
    assert {"color-contrast", "html-has-lang", "link-name"} <= found


def test_on_paper_it_is_light_and_its_tables_are_tables(open_page: Any) -> None:
    page = open_page(edition_html(weeks.group()), PHONE, "dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.groups tr')).display") == (
        "table-row"
    )
    assert not page.locator("nav").is_visible()
