"""Long, foreign and hostile names: printed whole, in place, and never obeyed."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from jinja2 import FileSystemLoader
from pypdf import PdfReader
from weasyprint.document import Document

from reports import faces, render
from reports.fitting import line_count
from reports.lettering import plain
from reports.packet import PacketError
from reports.render import laid_out, render_summary, summary_html, worklists_html
from tests.reports.invented import hard, weeks
from tests.reports.invented.hard import HARD_NAMES, HOSTILE, hard_packet, hard_worklists, planted
from tests.reports.invented.worklists import worklists
from tests.reports.pages import words_on
from tests.reports.test_layout import FAULTS
from tests.reports.test_pdf import USUAL_LENGTH, fonts_in

VENDORED = {face.family.strip('"').replace(" ", "-") for face in faces.FACES}


LAID_OUT = (
    "two hundred letters", "one word of 120 letters", "hebrew", "arabic", "accented", "greek",
    "chinese", "control characters",
)  # fmt: skip


def faults_of(document: Document) -> list[str]:
    return [told for fault in FAULTS for told in fault(document.pages)]


@pytest.mark.parametrize("case", LAID_OUT)
def test_a_packet_bears_hard_names(case: str) -> None:
    html = summary_html(hard_packet(case))
    document = laid_out(html)
    assert faults_of(document) == []
    assert len(document.pages) == USUAL_LENGTH
    assert [x for x in html if not x.isspace() and faces.face_of(x) is None] == []
    target = BytesIO()
    document.write_pdf(target, pdf_variant="pdf/ua-1", pdf_tags=True)
    names = {name.lstrip("/").split("+")[-1] for name in fonts_in(PdfReader(target))}
    assert [x for x in names if not any(x.startswith(family) for family in VENDORED)] == []


@pytest.mark.parametrize("case", ["two hundred letters", "one word of 120 letters",
                                  "accented", "chinese"])  # fmt: skip
def test_worklists_bear_hard_names(case: str) -> None:
    document = laid_out(worklists_html(hard_worklists(case)))
    assert faults_of(document) == []
    assert len(document.pages) == 13


def test_a_word_too_long_for_its_column_is_broken_and_its_lines_counted() -> None:
    assert line_count("m" * 120, 20) > line_count("i" * 120, 20) > 1
    assert line_count(f"plan {'m' * 120}", 20) == line_count("m" * 120, 20) + 1


@pytest.mark.parametrize("case", ["hebrew", "arabic", "pointed"])
def test_numbers_beside_a_right_to_left_name_keep_their_places(case: str) -> None:
    packet = weeks.group()
    payers = {payer.payer for feed in packet.coverage.payers for payer in (feed,)}
    renamed = planted(packet, lambda _, text: HARD_NAMES[case] if text in payers else text)
    page = laid_out(summary_html(renamed)).pages[1]
    names = [x for x in words_on(page) if x.box.text.strip()[:1] >= "\u0590"]
    assert names
    for name in names:
        line = [x for x in words_on(page) if abs(x.baseline - name.baseline) < 1]
        after = next(x for x in line if x.left >= name.right - 1)
        assert after.box.text.strip()[0].isdigit()


class Parsed(HTMLParser):
    """Tags, comments and text of a document."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.comments: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's signature
        self.tags.add(tag)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.text += data


DOCUMENTS: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "summary": (weeks.wordy(), summary_html),
    "solo": (weeks.solo(), summary_html),
    "worklists": (worklists(), worklists_html),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_in_any_text_is_obeyed(name: str) -> None:
    value, html_of = DOCUMENTS[name]
    reached: set[str] = set()

    def hostile(field: str, text: str) -> str:
        reached.add(field)
        return f"{HOSTILE}{text}"

    html = html_of(planted(value, hostile))
    calm, hurt = Parsed(html_of(value)), Parsed(html)
    assert len(reached) >= 10
    assert hurt.tags <= calm.tags
    assert hurt.comments == []
    assert "<script" not in html
    assert "alert(1)</title>" not in html
    assert HOSTILE in hurt.text
    assert "{{ 7*7 }}" in hurt.text
    # Nothing is fetched: a page that asks for an address is not made at all.
    assert laid_out(html).pages


def test_planting_reaches_every_text_of_both_contexts() -> None:
    for value in (weeks.wordy(), worklists()):
        texts = set(texts_of(value))
        gone = set(texts_of(planted(value, lambda *_: "gone")))
        assert len(texts) > 40
        # What stays are the words of closed lists: they are no free text.
        assert gone - {"gone"} <= {word for word in texts if word.isidentifier() and word.islower()}


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the templates, to be broken, in the place of the package's own."""
    folder = tmp_path / "templates"
    copytree(str(faces.TEMPLATES), folder)
    own = render.environment().overlay(loader=FileSystemLoader(folder))
    monkeypatch.setattr(render, "environment", lambda: own)
    monkeypatch.setattr(render, "TEMPLATES", folder)
    monkeypatch.setattr(faces, "FONTS", folder / "fonts")
    return folder


def told_of(attempt: Callable[[], object]) -> str:
    with pytest.raises(PacketError) as caught:
        attempt()
    return str(caught.value)


@pytest.mark.parametrize("name", ["source-sans-3-latin-700-normal.woff2"])
def test_a_missing_font_is_named_and_nothing_is_printed(templates: Path, name: str) -> None:
    (templates / "fonts" / name).unlink()
    message = told_of(lambda: render_summary(weeks.solo()))
    assert message.startswith(f"reports/templates/fonts/{name}: cannot be read (No such file")
    assert "Restore the file" in message


def test_a_font_that_was_cut_is_named_and_no_other_face_is_taken(templates: Path) -> None:
    font = templates / "fonts" / "source-sans-3-latin-400-normal.woff2"
    font.write_bytes(font.read_bytes()[:9000])
    message = told_of(lambda: render_summary(weeks.solo()))
    assert "source-sans-3-latin-400-normal.woff2: is no whole WOFF2 file" in message


@pytest.mark.parametrize("name", ["summary.html", "_aging.html", "packet.css"])
def test_a_missing_template_is_named(templates: Path, name: str) -> None:
    (templates / name).unlink()
    message = told_of(lambda: render_summary(weeks.solo()))
    assert message.startswith(f"reports/templates/{name}: cannot be read")
    assert "install denial-triage again" in message


@pytest.mark.parametrize(("name", "told"), [("_aging.html", "*.html"), ("packet.css",) * 2])
def test_an_unreadable_template_is_told(templates: Path, name: str, told: str) -> None:
    (templates / name).write_bytes(b"\xff\xfe\x00{{")
    message = told_of(lambda: render_summary(weeks.solo()))
    assert f"reports/templates/{told}: cannot be read (UnicodeDecodeError)" in message


def test_a_template_cut_in_the_middle_is_named(templates: Path) -> None:
    (templates / "_aging.html").write_text("{% if x %}", encoding="utf-8")
    assert "_aging.html: cannot be read (TemplateSyntaxError)" in told_of(
        lambda: render_summary(weeks.solo())
    )


def test_hard_names_are_hard() -> None:
    assert len(HARD_NAMES["one word of 120 letters"]) == 120
    assert 190 < len(HARD_NAMES["two hundred letters"]) <= 220
    assert plain(hard.named(weeks.group(), "x").practice_name) == "x Riverbend Behavioral Group"
