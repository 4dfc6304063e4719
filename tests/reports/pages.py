"""Invented documents as laid-out pages, and what stands on them, in points."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes

from reports.kits import kits_html
from reports.packet import Packet, Worklists
from reports.render import laid_out, summary_html, worklists_html
from tests.reports.invented.every import KITS, SUMMARIES, WORKLISTS

TO_POINTS = 0.75
WIDE, HIGH = 612.0, 792.0
SIDE, HEAD, FOOT = 0.65 * 72, 0.78 * 72, 0.70 * 72


@lru_cache
def html_of(name: str) -> str:
    """The HTML of an invented document; names of summaries, worklists and kits do not overlap."""
    if name in KITS:
        return kits_html(KITS[name]())
    if name in WORKLISTS:
        make_lists: Callable[[], Worklists] = WORKLISTS[name]
        return worklists_html(make_lists())
    make: Callable[[], Packet] = SUMMARIES[name]
    return summary_html(make())


@lru_cache
def document(name: str) -> Document:
    return laid_out(html_of(name))


@lru_cache
def reader(name: str) -> PdfReader:
    target = BytesIO()
    document(name).write_pdf(target, pdf_identifier=b"test", pdf_variant="pdf/ua-1", pdf_tags=True)
    return PdfReader(target)


@dataclass(frozen=True)
class Placed:
    """A box on its page with the boxes around it, the outermost first."""

    box: Any
    around: tuple[Any, ...]

    @property
    def left(self) -> float:
        return self.box.position_x * TO_POINTS

    @property
    def right(self) -> float:
        return (self.box.position_x + self.box.margin_width()) * TO_POINTS

    @property
    def top(self) -> float:
        return self.box.position_y * TO_POINTS

    @property
    def bottom(self) -> float:
        return (self.box.position_y + self.box.margin_height()) * TO_POINTS

    @property
    def size(self) -> float:
        return self.box.style["font_size"] * TO_POINTS

    @property
    def baseline(self) -> float:
        return (self.box.position_y + self.box.baseline) * TO_POINTS

    def inside(self, kind: type) -> Any:
        """The nearest box of that kind around this one, or nothing."""
        return next((box for box in reversed(self.around) if isinstance(box, kind)), None)

    def within(self, *tags: str) -> bool:
        return any(box.element_tag in tags for box in self.around)


def placed(page: Any) -> Iterator[Placed]:
    """Every box of a page in print order, without its running head and foot."""

    def below(box: Any, around: tuple[Any, ...]) -> Iterator[Placed]:
        for child in getattr(box, "children", ()):
            if not isinstance(child, boxes.MarginBox):
                yield Placed(child, around)
                yield from below(child, (*around, child))

    return below(page._page_box, ())


def words_on(page: Any) -> list[Placed]:
    return [x for x in placed(page) if isinstance(x.box, boxes.TextBox) and x.box.text.strip()]


def pictures_on(page: Any) -> list[Placed]:
    return [x for x in placed(page) if isinstance(x.box, boxes.ReplacedBox)]


def body_rows_on(page: Any) -> list[Placed]:
    """Rows of tables, without repeated heads and feet."""
    return [
        x
        for x in placed(page)
        if isinstance(x.box, boxes.TableRowBox) and not x.within("thead", "tfoot")
    ]


def running_words(page: Any) -> str:
    """What stands in the margins of a page, in one line."""
    margins = (x for x in page._page_box.children if isinstance(x, boxes.MarginBox))
    return " ".join(
        box.text for margin in margins for box in margin.descendants()
        if isinstance(box, boxes.TextBox)
    )  # fmt: skip
