"""Printed markup as a screen wants it: what only paper needs goes, every cell knows its column.

Takes markup of this package's own templates. Refuses nothing and changes no word: text passes as
it was escaped, so HTML in a field stays text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

PAPER = "paper"
"""Class of what is left out on a screen: boxes to tick, rows to write in."""

OPEN = "open"
"""What a reference says where the PDF prints the number of a page."""

BACK = '<p class="back"><a href="#contents">Contents</a></p>'
"""How a section ends: on a phone the way back to the top is long."""

WIDE = 300.0
"""Points from which a chart does not fit a phone, so its words are set under it as well."""

VOID = {"br", "col", "img", "hr"}
CARDS = ' data-cards=""'
Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """One section, as the contents name it."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class OnScreen:
    """Markup for a screen, and its sections in order."""

    html: str
    sections: tuple[Section, ...]


@dataclass(slots=True)
class _Table:
    """What is known of the table that is being read; ``starts_at`` is where it stands."""

    starts_at: int
    labels: list[str] = field(default_factory=list)
    column: int = 0
    is_in_head: bool = False


def on_screen(html: str) -> OnScreen:
    """Rewrite printed sections for a screen.

    Column widths and whatever has the class ``paper`` are left out. An empty link to a section
    says "open". A table keeps its roles when CSS lays it out as cards, each cell names its
    column, a table with column heads is marked ``data-cards``, and a section ends with a way back.
    """
    sections = tuple(_Sections.of(html))
    titles = {section.anchor: section.title for section in sections}
    rewriter = _Rewriter(titles)
    rewriter.feed(html)
    rewriter.close()
    return OnScreen("".join(rewriter.out), sections)


class _Sections(HTMLParser):
    """Collects the sections that can be gone to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Section] = []

    @classmethod
    def of(cls, html: str) -> Iterator[Section]:
        """Yield each section that has an id."""
        reader = cls()
        reader.feed(html)
        yield from reader.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a section's id and title."""
        given = dict(attrs)
        if tag == "section" and given.get("id"):
            self.found.append(Section(given["id"] or "", given.get("data-title") or ""))


class _Rewriter(HTMLParser):
    """Passes markup on, piece by piece; see ``on_screen``."""

    def __init__(self, titles: Attributes) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._titles = titles
        self._left_out = 0
        self._tables: list[_Table] = []
        self._opened: list[tuple[int, Attributes]] = []
        self._chart: tuple[int, Attributes] = (0, {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass a tag on, or begin to leave it out with all that is in it."""
        given = {name: value or "" for name, value in attrs}
        if self._left_out or tag == "colgroup" or PAPER in given.get("class", "").split():
            self._left_out += tag not in VOID
            return
        raw = self.get_starttag_text() or ""
        if tag == "table":
            self._tables.append(_Table(len(self.out)))
        elif tag == "thead":
            self._tables[-1].is_in_head = True
        elif tag == "tr":
            self._tables[-1].column = 0
        elif tag == "svg":
            self._chart = len(self.out), given
        elif tag in ("a", "td", "th"):
            self._opened.append((len(self.out), given))
        self.out.append(_with(raw, _role(tag, given)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        """Pass a tag without content on."""
        if not self._left_out:
            self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Pass an end on, or end what is left out; a cell or link is complete now."""
        if self._left_out:
            self._left_out -= 1
            return
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "a":
            self._end_link()
        elif tag == "thead":
            self._end_head()
        elif tag == "table":
            self._tables.pop()
        elif tag == "section":
            self.out.append(BACK)
        self.out.append(f"</{tag}>")
        if tag == "svg":
            self._end_chart()

    def handle_data(self, data: str) -> None:
        """Pass text on."""
        if not self._left_out:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        """Pass an escaped letter on as it was."""
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Pass a numbered letter on as it was."""
        self.handle_data(f"&#{name};")

    def _end_cell(self) -> None:
        at, given = self._opened.pop()
        table, width = self._tables[-1], int(given.get("colspan", "1"))
        content = self.out[at + 1 :]
        if table.is_in_head:
            table.labels += [_text(content)] * width
        elif any(content):
            own = table.labels[table.column : table.column + 1] if width == 1 else []
            label = f' data-label="{escape(own[0])}"' if own and own[0] else ""
            self.out[at] = _with(self.out[at], label)
            self.out[at + 1 :] = ['<div class="cell">', *content, "</div>"]
        table.column += width

    def _end_head(self) -> None:
        table = self._tables[-1]
        table.is_in_head = False
        self.out[table.starts_at] = _with(self.out[table.starts_at], CARDS)

    def _end_link(self) -> None:
        at, given = self._opened.pop()
        title = self._titles.get(given.get("href", "").removeprefix("#"))
        if title and at + 1 == len(self.out):
            self.out[at] = _with(self.out[at], f' aria-label="{OPEN}: {escape(title)}"')
            self.out.append(OPEN)

    def _end_chart(self) -> None:
        at, given = self._chart
        words = "".join(self.out[at + 2 : self.out.index("</title>", at)])
        if float(given["width"].removesuffix("pt")) > WIDE:
            self.out.append(f'<p class="in-words" aria-hidden="true">{words}</p>')


def _with(start: str, attributes: str) -> str:
    return f"{start[:-1]}{attributes}>"


def _role(tag: str, given: Attributes) -> str:
    """Name the role of a chart, or the one a browser forgets when CSS makes cards of a table."""
    if tag == "th":
        scope = given.get("scope", "")
        return ' role="columnheader"' if scope.startswith("col") else ' role="rowheader"'
    roles = {
        "svg": "img",
        "table": "table",
        "thead": "rowgroup",
        "tbody": "rowgroup",
        "tr": "row",
        "td": "cell",
    }
    return f' role="{roles[tag]}"' if tag in roles else ""


def _text(parts: list[str]) -> str:
    """Read the words of a column's head; a line's end is a blank."""
    words = [" " if part.startswith("<br") else part for part in parts]
    return unescape(" ".join("".join(x for x in words if not x.startswith("<")).split()))
