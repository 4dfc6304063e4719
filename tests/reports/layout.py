"""Faults of laid-out pages, each as a list of where it happened; empty where there is none."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import combinations, pairwise
from typing import Any

from weasyprint.formatting_structure import boxes

from reports.faces import width_of
from tests.reports.pages import (
    FOOT,
    HEAD,
    HIGH,
    SIDE,
    WIDE,
    Placed,
    body_rows_on,
    pictures_on,
    placed,
    words_on,
)

SLACK = 0.6
"""Points that rounding may move a box."""

LEAST_FILLED = 0.18
TABLE_TYPE = 9.5


def told(number: int, item: Placed) -> str:
    return f"page {number}: {getattr(item.box, 'text', item.box)!r}"


def numbered(pages: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    return enumerate(pages, start=1)


def outside_margins(pages: Sequence[Any]) -> list[str]:
    return [
        told(number, x)
        for number, page in numbered(pages)
        for x in (*words_on(page), *pictures_on(page))
        if x.left < SIDE - SLACK or x.right > WIDE - SIDE + SLACK or x.bottom > HIGH - FOOT + SLACK
    ]


def outside_cells(pages: Sequence[Any]) -> list[str]:
    """Words and pictures that reach over the edge of their table cell."""
    found = []
    for number, page in numbered(pages):
        for x in (*words_on(page), *pictures_on(page)):
            cell = x.inside(boxes.TableCellBox)
            if cell is None:
                continue
            left = cell.position_x * 0.75
            right = left + cell.border_width() * 0.75
            if x.left < left - SLACK or x.right > right + SLACK:
                found.append(told(number, x))
    return found


def overlapping(pages: Sequence[Any]) -> list[str]:
    """Pairs of words whose letters stand on each other."""
    found = []
    for number, page in numbered(pages):
        words = sorted(words_on(page), key=lambda x: x.baseline)
        for one, other in combinations(words, 2):
            if other.baseline - 0.7 * other.size > one.baseline + 0.2 * one.size - 1:
                continue
            if min(one.right, other.right) - max(one.left, other.left) > SLACK:
                found.append(f"page {number}: {one.box.text!r} and {other.box.text!r}")
    return found


def small_in_tables(pages: Sequence[Any]) -> list[str]:
    return [
        f"{told(number, x)} {x.size:.2f} pt"
        for number, page in numbered(pages)
        for x in words_on(page)
        if x.inside(boxes.TableBox) is not None and x.size < TABLE_TYPE - 0.001
    ]


def nearly_empty(pages: Sequence[Any]) -> list[str]:
    least = HEAD + LEAST_FILLED * (HIGH - HEAD - FOOT)
    return [
        f"page {number} ends at {bottom:.0f} pt"
        for number, page in numbered(pages)
        if (bottom := max((x.bottom for x in content_of(page)), default=0.0)) <= least
    ]


def content_of(page: Any) -> list[Placed]:
    """Words, rows and lines to write on."""
    lines = [x for x in placed(page) if x.box.element_tag == "p"]
    return [*words_on(page), *body_rows_on(page), *lines]


def split_rows(pages: Sequence[Any]) -> list[str]:
    """Rows of which a part stands on the next page."""
    on = [{id(row.box.element) for row in body_rows_on(page)} for page in pages]
    return [
        f"a row on pages {number} and {number + 1}"
        for number, (one, other) in enumerate(pairwise(on), start=1)
        if one & other
    ]


def lone_heads(pages: Sequence[Any]) -> list[str]:
    """Pages that end with a heading, a table's head or a group's line."""
    found = []
    for number, page in numbered(pages):
        content = [x for x in content_of(page) if not x.within("tfoot")]
        last = max(content, key=lambda x: (round(x.bottom), not _is_head(x)), default=None)
        if last is not None and _is_head(last):
            found.append(told(number, last))
    return found


def _is_head(item: Placed) -> bool:
    if item.within("h1", "h2", "thead"):
        return True
    row = item.box if isinstance(item.box, boxes.TableRowBox) else item.inside(boxes.TableRowBox)
    return row is not None and any(
        cell.element.get("scope") == "rowgroup" for cell in row.children if cell.element is not None
    )


def widows(pages: Sequence[Any]) -> list[str]:
    """Tables, or groups of a table, of which one row alone stands at the head of a page."""
    found = []
    for kind in (boxes.TableBox, boxes.TableRowGroupBox):
        rows_of = [_rows_by(page, kind) for page in pages]
        for number, (one, other) in enumerate(pairwise(rows_of), start=2):
            found += [f"page {number}: {kind.__name__}" for part in other
                      if part in one and other[part] == 1]  # fmt: skip
    return found


def _rows_by(page: Any, kind: type) -> dict[int, int]:
    counts: dict[int, int] = {}
    for row in body_rows_on(page):
        part = row.inside(kind)
        if part is not None and part.element is not None:
            counts[id(part.element)] = counts.get(id(part.element), 0) + 1
    return counts


def headless(pages: Sequence[Any]) -> list[str]:
    """Pages whose first row of a grouped table is not its group's line."""
    found = []
    for number, page in numbered(pages):
        rows = [x for x in body_rows_on(page) if _is_of(x, "rows")]
        if rows and "batch" not in (rows[0].box.element.get("class") or ""):
            found.append(f"page {number}")
    return found


def _is_of(row: Placed, name: str) -> bool:
    return any(name in (box.element.get("class") or "").split()
               for box in row.around if box.element is not None)  # fmt: skip


def cut_drawings(html: str) -> list[str]:
    """Words of charts that reach out of their drawing, measured with the packet's own face."""
    found = []
    for width, height, inside in re.findall(
        r'<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)">(.*?)</svg>', html, re.DOTALL
    ):
        for x, y, size, style, words in re.findall(
            r'<text x="(-?[\d.]+)" y="(-?[\d.]+)" [^>]*?font-size="([\d.]+)" ([^>]*)>([^<]*)<',
            inside,
        ):
            weight = next((x for x in (700, 600) if f'"{x}"' in style), 400)
            wide = width_of(unescape(words), weight) * float(size)
            left = float(x) - (wide / 2 if "middle" in style else 0)
            low, high = float(y) + 0.25 * float(size), float(y) - 0.75 * float(size)
            if (
                left < -SLACK
                or left + wide > float(width) + SLACK
                or low > float(height) + 1
                or high < -1
            ):
                found.append(words)
    return found


def small_in_drawings(html: str) -> list[str]:
    return [size for size in re.findall(r'font-size="([\d.]+)"', html) if float(size) < TABLE_TYPE]
