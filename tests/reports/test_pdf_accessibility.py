"""PDF/UA-1: a validator that passes veraPDF's corpus, and checks of what it lets pass.

Each rule of the validator that could fail on a packet, and each check, is shown to fail once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any

import page as validator
import pytest
from pypdf.generic import ArrayObject, BooleanObject, NameObject, TextStringObject

from reports.kits import render_kits
from reports.render import (
    laid_out,
    render_summary,
    render_worklists,
    summary_html,
    worklists_html,
)
from tests.reports import pdf_structure as structure
from tests.reports.invented import kits, weeks, worklists

DOCUMENTS = [*weeks.SUMMARIES, "worklists", "no worklists", *kits.KITS]
Change = Callable[[Any], object]


@lru_cache
def rendered(name: str) -> bytes:
    if name == "worklists":
        return render_worklists(worklists.worklists())
    if name == "no worklists":
        return render_worklists(worklists.short())
    if name in kits.KITS:
        return render_kits(kits.KITS[name]())
    return render_summary(weeks.SUMMARIES[name]())


def failed_rules(content: bytes) -> set[str]:
    report = validator.validate_pdf_bytes(content, profile="ua1")
    assert report.rules.total > 100
    return {failure.rule_id.removeprefix("PDFUA1-") for failure in report.failures}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_pdf_conforms_to_pdf_ua(name: str) -> None:
    assert failed_rules(rendered(name)) == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_pdf_passes_what_the_validator_does_not_ask(name: str) -> None:
    assert {check.__name__: check(rendered(name)) for check in structure.CHECKS} == {
        check.__name__: [] for check in structure.CHECKS
    }


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_pdf_can_be_paged_through_by_its_bookmarks(name: str) -> None:
    titles = [x["/Title"] for x in outline(structure.opened(rendered(name)))]
    headings = structure.named(structure.opened(rendered(name)), "/H1")
    assert len(titles) == len(headings) > 0


def outline(document: Any) -> list[Any]:
    found, item = [], document._root_object["/Outlines"].get("/First")
    while item is not None:
        found.append(item.get_object())
        item = found[-1].get("/Next")
    return found


def kind(element: Any, tag: str) -> None:
    element[NameObject("/S")] = NameObject(tag)


def first(document: Any, tag: str) -> Any:
    return structure.named(document, tag)[0]


def metadata(document: Any, old: bytes, new: bytes) -> None:
    stream = document._root_object["/Metadata"].get_object()
    assert old in stream.get_data()
    stream.set_data(stream.get_data().replace(old, new))


def content(document: Any, old: bytes, new: bytes) -> None:
    stream = document.pages[1]["/Contents"].get_object()
    changed = re.sub(old, new, stream.get_data(), count=1)
    assert changed != stream.get_data()
    stream.set_data(changed)


def fonts(document: Any) -> list[Any]:
    return [x.get_object() for x in document.pages[0]["/Resources"]["/Font"].values()]


def strip_heads(document: Any) -> None:
    for cell in structure.named(document, "/TH", "/TD"):
        cell["/A"].pop("/Scope", None)
        cell["/A"].pop("/Headers", None)


BROKEN_RULES: dict[str, Change] = {
    "TEXT-LANGUAGE-001": lambda it: it._root_object.pop("/Lang"),
    "VIEWER-PREFERENCES-001": lambda it: it._root_object.pop("/ViewerPreferences"),
    "TAGGED-DOCUMENT-001": lambda it: it._root_object["/MarkInfo"].update(
        {NameObject("/Marked"): BooleanObject(False)}
    ),
    "ID-PART-001": lambda it: metadata(it, b"pdfuaid:part", b"pdfuaid:trap"),
    "METADATA-TITLE-001": lambda it: metadata(it, b"dc:title", b"dc:tilte"),
    "PAGE-TABS-001": lambda it: it.pages[0].pop("/Tabs"),
    "STRUCT-TREE-ROOT-001": lambda it: it._root_object.pop("/StructTreeRoot"),
    "CONTENT-TAGGING-001": lambda it: content(it, rb"/Span\s*<</MCID 3>>\s*BDC", b"/Loose BMC"),
    "HEADING-NESTING-001": lambda it: kind(first(it, "/H2"), "/H4"),
    "FIGURE-ALTERNATIVE-TEXT-001": lambda it: first(it, "/Figure").pop("/Alt"),
    "TABLE-HEADERS-SCOPE-001": strip_heads,
    "TABLE-ROW-COLUMNSPAN-001": lambda it: structure.named(it, "/TR")[30]["/K"].pop(),
    "TR-KIDS-001": lambda it: kind(first(it, "/TD"), "/P"),
    "L-KIDS-001": lambda it: kind(first(it, "/LI"), "/Div"),
    "LI-KIDS-001": lambda it: kind(first(it, "/LBody"), "/P"),
    "LINK-CONTENTS-001": lambda it: it.pages[0]["/Annots"][0].get_object().pop("/Contents"),
    "LINK-LINK-TAG-001": lambda it: kind(first(it, "/Link"), "/Span"),
    "FONT-UNICODE-MAPPING-001": lambda it: [font.pop("/ToUnicode") for font in fonts(it)],
    "FONT-EMBEDDING-001": lambda it: [
        part.get_object()["/FontDescriptor"].get_object().pop(file, None)
        for font in fonts(it)
        for part in font["/DescendantFonts"]
        for file in ("/FontFile2", "/FontFile3")
    ],
}


@pytest.mark.parametrize("rule", BROKEN_RULES)
def test_the_validator_finds_what_is_broken_on_purpose(rule: str) -> None:
    assert rule in failed_rules(structure.doctored(rendered("solo"), BROKEN_RULES[rule]))


def turned(document: Any) -> None:
    section = first(document, "/Sect")
    section[NameObject("/K")] = ArrayObject(reversed(section["/K"]))


def emptied(tag: str) -> Change:
    return lambda it: first(it, tag).update({NameObject("/K"): ArrayObject()})


def same_name(document: Any) -> None:
    for head in structure.named(document, "/TH"):
        head[NameObject("/ID")] = TextStringObject("head")


def unknown_heads(document: Any) -> None:
    for cell in structure.named(document, "/TD"):
        cell["/A"][NameObject("/Headers")] = ArrayObject([TextStringObject("nobody")])


ARTIFACT = rb"/Artifact\s*<<.*?>>"
BROKEN_CHECKS: list[tuple[Callable[[bytes], list[str]], Change]] = [
    (structure.unclaimed, lambda it: content(it, rb"/MCID 3>>", b"/MCID 900>>")),
    (structure.unclaimed, lambda it: content(it, rb"/Span\s*<</MCID 3>>\s*BDC", b"/Loose BMC")),
    (structure.unclaimed, lambda it: it.pages[0].pop("/StructParents")),
    (structure.misplaced, turned),
    (structure.running_lines_read, lambda it: content(it, ARTIFACT, b"/A <</MCID 3>>")),
    (structure.tables_without_heads, lambda it: it._root_object["/StructTreeRoot"].pop("/IDTree")),
    (structure.tables_without_heads, lambda it: first(it, "/TH")["/A"].pop("/Scope")),
    (structure.tables_without_heads, same_name),
    (structure.tables_without_heads, unknown_heads),
    (structure.tables_without_heads, lambda it: first(it, "/TD")["/A"].pop("/Headers")),
    (structure.empty_heads, emptied("/H1")),
    (structure.empty_heads, emptied("/TH")),
    (structure.loose_links, lambda it: first(it, "/Link")["/K"].pop(0)),
    (structure.stray_figures, lambda it: first(it, "/Figure")["/A"]["/BBox"].reverse()),
]  # fmt: skip


@pytest.mark.parametrize(("check", "change"), BROKEN_CHECKS, ids=lambda x: x.__name__)
def test_each_check_finds_what_is_broken_on_purpose(
    check: Callable[[bytes], list[str]], change: Change
) -> None:
    assert check(structure.doctored(rendered("solo"), change))


def test_every_check_is_shown_to_fail() -> None:
    assert {check for check, _ in BROKEN_CHECKS} == set(structure.CHECKS)


def as_weasyprint_writes(html: str) -> bytes:
    target = BytesIO()
    laid_out(html).write_pdf(target, pdf_identifier=b"x", pdf_variant="pdf/ua-1", pdf_tags=True)
    return target.getvalue()


def test_without_the_mending_it_would_not_conform() -> None:
    """Once WeasyPrint writes one of these itself, that part of ``reports/tags.py`` can go."""
    summary = as_weasyprint_writes(summary_html(weeks.group()))
    assert failed_rules(summary) == {"L-KIDS-001", "LI-PARENT-001", "TABLE-HEADERS-SCOPE-001"}
    found = {check.__name__ for check in structure.CHECKS if check(summary)}
    assert found == {check.__name__ for check in structure.CHECKS} - {"empty_heads"}
    lists = as_weasyprint_writes(worklists_html(worklists.worklists()))
    assert structure.tables_without_heads(lists)


def test_a_group_heads_its_own_rows_and_no_others() -> None:
    document = structure.opened(rendered("group"))
    table = structure.named(document, "/Table")[4]
    bodies = [part for part in structure.kids(table) if part["/S"] == "/TBody"]
    groups = [structure.kids(structure.kids(body)[0])[0].get("/ID") for body in bodies[:-1]]
    assert len(groups) > 5
    for body, group in zip(bodies, groups, strict=False):
        cells = [cell for row in structure.kids(body) for cell in structure.kids(row)]
        heads = {str(x) for cell in cells for x in cell["/A"].get("/Headers", ())}
        assert heads & set(map(str, groups)) == {str(group)}


def test_a_link_says_where_it_leads() -> None:
    document = structure.opened(rendered("group"))
    said = [x.get_object()["/Contents"] for x in document.pages[0]["/Annots"]]
    assert said[:7] == [
        "Top denial reasons, last 7 days",
        "Bucket B: fix the cause",
        "Top denial reasons, last 7 days",
        "Bucket B: fix the cause",
        "Aging without attention",
        "Bucket A: fix now",
        "Bucket B: fix the cause",
    ]
    assert len(said) == len(structure.named(document, "/Link"))


def test_a_term_and_its_meaning_are_one_item() -> None:
    document = structure.opened(rendered("group"))
    (words,) = structure.named(document, "/L")
    assert len(structure.kids(words)) == summary_html(weeks.group()).count("<dt>")
    for item in structure.kids(words):
        assert [part["/S"] for part in structure.kids(item)] == ["/Lbl", "/LBody"]
