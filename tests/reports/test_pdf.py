"""The PDF itself: length, tags, fonts, margins, bytes."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes

from reports.render import (
    laid_out,
    pdf,
    render_summary,
    render_worklists,
    summary_html,
    worklists_html,
)
from tests.reports.invented import weeks, worklists

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"solo": 5, "group": 9, "large": 9, "quiet": 4, "bad week": 9,
         "missing and nothing": 6, "first week": 9, "wordy": 9}  # fmt: skip
TO_POINTS = 0.75
SIDE, FOOT = 0.65 * 72, 0.70 * 72


@lru_cache
def document(name: str) -> Document:
    if name == "worklists":
        return laid_out(worklists_html(worklists.worklists()))
    return laid_out(summary_html(weeks.SUMMARIES[name]()))


@lru_cache
def reader(name: str) -> PdfReader:
    target = BytesIO()
    document(name).write_pdf(target, pdf_identifier=b"test", pdf_variant="pdf/ua-1", pdf_tags=True)
    return PdfReader(target)


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        element = kid.get_object()
        if isinstance(element, dict) and "/S" in element:
            yield element
            yield from elements(element)


def tags(name: str) -> list[Any]:
    root: Any = reader(name).root_object
    return list(elements(root["/StructTreeRoot"].get_object()))


def test_every_invented_week_has_a_length_to_keep() -> None:
    assert set(PAGES) == set(weeks.SUMMARIES)


@pytest.mark.parametrize(("name", "pages"), PAGES.items())
def test_a_packet_keeps_its_length(name: str, pages: int) -> None:
    assert len(document(name).pages) == pages


def words_of(page: Any) -> Iterator[Any]:
    """The word boxes of a page, without its running head and foot."""
    for child in page._page_box.children:
        if not isinstance(child, boxes.MarginBox):
            yield from (box for box in child.descendants() if isinstance(box, boxes.TextBox))


@pytest.mark.parametrize("name", [*PAGES, "worklists"])
def test_no_word_leaves_the_margins(name: str) -> None:
    for number, page in enumerate(document(name).pages, start=1):
        for box in words_of(page):
            where = f"page {number}: {box.text!r}"
            assert box.position_x * TO_POINTS >= SIDE - 0.6, where
            assert (box.position_x + box.width) * TO_POINTS <= 612 - SIDE + 0.6, where
            assert (box.position_y + box.height) * TO_POINTS <= 792 - FOOT + 0.6, where


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_nearly_empty(name: str) -> None:
    for number, page in enumerate(document(name).pages, start=1):
        bottom = max((box.position_y + box.height) * TO_POINTS for box in words_of(page))
        assert bottom > 56 + 0.18 * 686, f"page {number} of {name}"


@pytest.mark.parametrize("name", ["solo", "group", "quiet", "bad week"])
def test_every_figure_has_its_numbers_in_words(name: str) -> None:
    figures = [element for element in tags(name) if element["/S"] == "/Figure"]
    assert len(figures) >= 4
    assert len(figures) == summary_html(weeks.SUMMARIES[name]()).count("<svg")
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_alternative_text_tells_the_figures() -> None:
    alts = [str(x["/Alt"]) for x in tags("group") if x["/S"] == "/Figure"]
    assert any(
        alt.startswith("Claims denied this week: 46. 13 weeks. Real change.") for alt in alts
    )
    assert any(alt.startswith("20 claims this week, usual 13") for alt in alts)
    assert any("open $3,193. 0" in alt for alt in alts)


@pytest.mark.parametrize("name", ["group", "worklists"])
def test_the_pdf_says_that_it_is_accessible(name: str) -> None:
    root: Any = reader(name).root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


def test_bookmarks_are_the_sections() -> None:
    titles = [item.title for item in reader("group").outline if not isinstance(item, list)]
    assert titles == [
        "Riverbend Behavioral Group",
        "Top denial reasons, last 7 days",
        "Bucket A: fix now",
        "Bucket B: fix the cause",
        "Beside the denials",
        "Aging without attention",
        "Are we getting better?",
        "Decisions this Monday",
        "Words and data quality",
    ]


@pytest.mark.parametrize("name", ["group", "quiet", "wordy", "worklists"])
def test_only_the_vendored_face_is_embedded(name: str) -> None:
    pages: list[Any] = list(reader(name).pages)
    names = {
        str(font.get_object()["/BaseFont"])
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names
    assert all("Source-Sans-3" in name for name in names), names


def test_the_agenda_names_the_pages_its_sections_are_on() -> None:
    first = reader("group").pages[0].extract_text()
    for section, page in (("Fix now", 3), ("Aging without attention", 6), ("Promises kept, new decisions", 8)):
        assert f"{section} page {page}" in " ".join(first.split())


def test_the_same_packet_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from reports.render import render_summary, render_worklists;"
        "from tests.reports.invented import weeks, worklists;"
        "print(hashlib.sha256(render_summary(weeks.quiet())"
        " + render_worklists(worklists.short())).hexdigest())"
    )
    settings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": str(ROOT)}
    other = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=settings, capture_output=True, check=True,
        text=True,
    )  # fmt: skip
    here = render_summary(weeks.quiet()) + render_worklists(worklists.short())
    assert other.stdout.strip() == hashlib.sha256(here).hexdigest()


def identifier(title: str) -> Any:
    return PdfReader(BytesIO(pdf(f"<title>{title}</title><h1>Packet</h1>"))).trailer["/ID"]


def test_another_packet_is_another_document() -> None:
    first, same, second = map(identifier, ("one", "one", "two"))
    assert first == same
    assert first[0] != second[0]


def test_a_worklist_says_on_every_page_what_may_not_be_passed_on() -> None:
    for page in reader("worklists").pages:
        text = " ".join(page.extract_text().split())
        assert "42 CFR Part 2" in text
        assert "Shred after Dec 21, 2026" in text
        assert "WORKLIST" in text


def test_a_summary_holds_no_claim_row() -> None:
    rows = [
        row for lst in worklists.worklists().lists for group in lst.groups for row in group.rows
    ]
    text = " ".join(page.extract_text() for page in reader("group").pages)
    assert not [row.claim_number for row in rows if row.claim_number in text]
    assert "9083" not in text
