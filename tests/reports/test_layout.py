"""Every invented page: nothing cut off, nothing overlapping, nothing alone, nothing too small."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from reports import charts
from reports.render import laid_out
from tests.reports import layout
from tests.reports.invented.every import KITS, SUMMARIES, WORKLISTS
from tests.reports.pages import document, html_of

FAULTS: tuple[Callable[[Sequence[Any]], list[str]], ...] = (
    layout.outside_margins,
    layout.outside_cells,
    layout.overlapping,
    layout.small_in_tables,
    layout.nearly_empty,
    layout.split_rows,
    layout.lone_heads,
    layout.widows,
    layout.headless,
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
@pytest.mark.parametrize("name", [*SUMMARIES, *WORKLISTS, *KITS])
def test_no_page_has_this_fault(name: str, fault: Callable[[Sequence[Any]], list[str]]) -> None:
    assert fault(document(name).pages) == []


@pytest.mark.parametrize("name", SUMMARIES)
def test_no_drawing_cuts_its_words_or_sets_them_small(name: str) -> None:
    assert layout.cut_drawings(html_of(name)) == []
    assert layout.small_in_drawings(html_of(name)) == []


ROW = "<tr><td>one</td><td>two</td></tr>"
FILL = "<p style='height:{}pt'>filled</p>"


def table(rows: str, style: str = "") -> str:
    head = "<thead><tr><th>a</th><th>b</th></tr></thead>"
    return f"<table class='rows' {style}>{head}<tbody>{rows}</tbody></table>"


BROKEN: dict[str, tuple[Callable[[Sequence[Any]], list[str]], str]] = {
    "a word over the margin": (
        layout.outside_margins, "<p style='white-space:nowrap'>" + "long words " * 40 + "</p>",
    ),
    "a picture over the margin": (
        layout.outside_margins,
        f"<div style='margin-left:300pt'>{charts.age_bar((9,) * 5, 45, '$1', '', 't')}</div>",
    ),
    "a number wider than its cell": (
        layout.outside_cells,
        table("<tr><td class='number'>10,000,000</td><td>b</td></tr>", "style='width:60pt'"),
    ),
    "words on each other": (
        layout.overlapping, "<p>first words</p><p style='margin-top:-12pt'>other words</p>",
    ),
    "small type in a table": (
        layout.small_in_tables, table("<tr><td style='font-size:9.4pt'>a</td></tr>"),
    ),
    "a nearly empty page": (
        layout.nearly_empty, FILL.format(600) + "<h1 style='break-before:page'>alone</h1>",
    ),
    "a split row": (
        layout.split_rows,
        FILL.format(600)
        + table(f"<tr style='break-inside:auto'><td>{'line<br>' * 9}</td><td>b</td></tr>"),
    ),
    "a heading at the foot": (
        layout.lone_heads,
        FILL.format(640) + "<h2 style='break-after:auto'>alone</h2>" + FILL.format(90),
    ),
    "a group's line at the foot": (
        layout.lone_heads,
        FILL.format(600)
        + table("<tr><th scope='rowgroup' colspan='2'>group</th></tr>")
        + "<p style='break-before:page'>rows</p>",
    ),
    "one row at the head": (
        layout.widows, FILL.format(604) + table(ROW * 3),
    ),
    "rows overleaf without their group": (
        layout.headless, FILL.format(580) + table(f"<tr class='batch'><th>g</th></tr>{ROW * 9}"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_each_fault_is_found_where_it_is(case: str) -> None:
    fault, html = BROKEN[case]
    assert fault(laid_out(f"<html lang='en'><body>{html}</body></html>").pages)


def test_words_cut_off_by_their_drawing_are_found() -> None:
    drawn = str(charts.age_bar((9,) * 5, 45, "$1,234,567", "$234,567 over 90", "t"))
    assert layout.cut_drawings(drawn) == []
    assert layout.cut_drawings(drawn.replace('viewBox="0 0 390', 'viewBox="0 0 290'))
    assert layout.small_in_drawings('<text font-size="9.4">')
