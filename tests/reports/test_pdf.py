"""The PDF itself: length, tags, fonts, margins, bytes."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from reports.render import pdf, render_summary, render_worklists
from tests.reports.invented import weeks, worklists
from tests.reports.invented.every import SUMMARIES, WORKLISTS
from tests.reports.pages import document, html_of, reader, running_words

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"solo": 5, "quiet": 4, "missing and nothing": 6, "old solo": 8, "one reason": 5,
         "nothing at all": 4, "adopted solo": 6}  # fmt: skip
USUAL_LENGTH = 9


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


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_packet_keeps_its_length(name: str) -> None:
    assert len(document(name).pages) == PAGES.get(name, USUAL_LENGTH)


@pytest.mark.parametrize("name", ["solo", "group", "quiet", "bad week"])
def test_every_figure_has_its_numbers_in_words(name: str) -> None:
    figures = [element for element in tags(name) if element["/S"] == "/Figure"]
    assert len(figures) >= 4
    assert len(figures) == html_of(name).count("<svg")
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


def titles(name: str) -> list[str]:
    return [str(item.title) for item in reader(name).outline if not isinstance(item, list)]


def test_bookmarks_are_the_sections() -> None:
    assert titles("group") == [
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


def fonts_in(file: PdfReader) -> set[str]:
    pages: list[Any] = list(file.pages)
    return {
        str(font.get_object()["/BaseFont"])
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    }


@pytest.mark.parametrize("name", ["group", "quiet", "wordy", "worklists"])
def test_only_the_vendored_face_is_embedded(name: str) -> None:
    names = fonts_in(reader(name))
    assert names
    assert all("Source-Sans-3" in name for name in names), names


def test_the_agenda_names_the_pages_its_sections_are_on() -> None:
    first = reader("group").pages[0].extract_text()
    for section, page in (
        ("Fix now", 3),
        ("Aging without attention", 6),
        ("Promises kept, new decisions", 8),
    ):
        assert f"{section} page {page}" in " ".join(first.split())


def test_a_worklist_has_a_bookmark_an_owner() -> None:
    owners = [line.owner.role for line in worklists.worklists().lists]
    first, *others = titles("worklists")
    assert first == "Worklists"
    assert [title.rpartition(" (")[0] for title in others] == owners


def test_the_contents_name_and_link_the_page_of_each_owner() -> None:
    file = reader("worklists")
    text = " ".join(file.pages[0].extract_text().split())
    annotations: Any = file.pages[0]["/Annots"]
    links = {link.get_object()["/Dest"] for link in annotations}
    assert links == {f"owner-{n + 1}" for n in range(len(worklists.worklists().lists))}
    for title, line in zip(titles("worklists")[1:], worklists.worklists().lists, strict=True):
        [page] = [
            number
            for number, laid in enumerate(document("worklists").pages, start=1)
            if any(box.element_tag == "h1" and title in heading(box) for box in every_box(laid))
        ]
        assert f"{title} {line.claim_count} ${line.likely_back_usd:,}" in text
        assert f" {page} " in text.split(title, 1)[1][:40]


def test_one_owner_needs_no_contents() -> None:
    assert titles("short worklist") == ["Coding & charge entry (JS)"]


@pytest.mark.parametrize("name", ["worklists", "twelve owners"])
def test_every_page_of_a_worklist_names_its_owner(name: str) -> None:
    owners = iter(["Contents", *(line.owner.role for line in WORKLISTS[name]().lists)])
    owner = ""
    for page in document(name).pages:
        if any(box.element_tag == "h1" for box in every_box(page)):
            owner = next(owners)
        assert owner in running_words(page)
    assert next(owners, "") == ""


def every_box(page: Any) -> Iterator[Any]:
    return page._page_box.descendants()


def heading(box: Any) -> str:
    return "".join(getattr(part, "text", "") for part in box.descendants())


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


def test_a_share_of_all_stands_in_one_line() -> None:
    base = weeks.group()
    share = replace(base.measures[2], value=Decimal(1), numerator=412, denominator=412)
    packet = replace(base, measures=(*base.measures[:2], share, *base.measures[3:]))
    pages = PdfReader(BytesIO(render_summary(packet))).pages
    assert "100.0%" in " ".join(page.extract_text() for page in pages)
