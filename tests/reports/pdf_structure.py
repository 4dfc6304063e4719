"""What the validator of PDF/UA lets pass, read out of a PDF: each check names what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ContentStream

Matrix = tuple[float, float, float, float, float, float]
Place = tuple[float, float]
SHOWS_TEXT = (b"Tj", b"TJ", b"'", b'"')
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
SAME_LINE = 9.0
"""Points that the baselines of one line may differ by: a large figure stands beside small words."""

MARGINS = 0.55 * 72, 0.70 * 72
"""Points at the head and foot of a page that belong to the running lines."""


def opened(content: bytes) -> Any:
    """Return a PDF that can be read and doctored."""
    return PdfWriter(clone_from=BytesIO(content))


@lru_cache(maxsize=2)
def read(content: bytes) -> Any:
    """Return a PDF for reading only; the checks share it."""
    return opened(content)


def doctored(content: bytes, change: Callable[[Any], object]) -> bytes:
    """Return a PDF after a change to its objects."""
    document = opened(content)
    change(document)
    target = BytesIO()
    document.write(target)
    return target.getvalue()


def kids(element: Any) -> list[Any]:
    """Return all that is right below an element: elements, objects of links, numbers of text."""
    below = element.get("/K", [])
    return [x.get_object() for x in (below if isinstance(below, list) else [below])]


def elements(document: Any) -> Iterator[Any]:
    """Yield each structure element, in reading order."""
    yield from _below(document._root_object["/StructTreeRoot"])


def named(document: Any, *tags: str) -> list[Any]:
    """Return the elements of some kinds."""
    return [element for element in elements(document) if element["/S"] in tags]


def claims(document: Any) -> list[tuple[int, int]]:
    """Return page and number of each piece of content that an element claims, as they are read."""
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(document.pages)}
    return [
        (pages[element.raw_get("/Pg").idnum], int(kid))
        for element in elements(document)
        for kid in kids(element)
        if isinstance(kid, int)
    ]


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    k, m, n, o, p, q = other
    return (
        a * k + b * n, a * m + b * o, c * k + d * n, c * m + d * o, e * k + f * n + p,
        e * m + f * o + q,
    )  # fmt: skip


class _Text:
    """Follows the drawing of a page, and keeps where text begins and who owns it."""

    def __init__(self) -> None:
        self.found: dict[int | str, list[Place]] = {}
        self._now, self._kept, self._owners = UPRIGHT, [], []
        self._at = (0.0, 0.0)

    def follow(self, operands: Any, operator: bytes) -> None:
        """Take one operator."""
        if operator in (b"q", b"Q", b"cm", b"Tm"):
            self._move(operands, operator)
        elif operator in (b"BDC", b"BMC"):
            marks = operands[1] if operator == b"BDC" else {}
            self._owners.append(int(marks["/MCID"]) if "/MCID" in marks else str(operands[0])[1:])
        elif operator == b"EMC":
            self._owners.pop()
        elif operator in SHOWS_TEXT:
            owned = [x for x in self._owners if x == "Artifact" or isinstance(x, int)]
            self.found.setdefault(owned[-1] if owned else "untagged", []).append(self._at)

    def _move(self, operands: Any, operator: bytes) -> None:
        if operator == b"q":
            self._kept.append(self._now)
        elif operator == b"Q":
            self._now = self._kept.pop()
        else:
            moved = _times(tuple(map(float, operands)), self._now)  # type: ignore[arg-type]
            if operator == b"cm":
                self._now = moved
            else:
                self._at = moved[4:]


@lru_cache(maxsize=2)
def places(content: bytes) -> list[dict[int | str, list[Place]]]:
    """Where text begins, page by page: by the number of its owner, ``Artifact`` or ``untagged``."""
    document, found = read(content), []
    for page in document.pages:
        text = _Text()
        drawn = ContentStream(page["/Contents"].get_object(), document)
        for operands, operator in drawn.operations:
            text.follow(operands, operator)
        found.append(text.found)
    return found


def unclaimed(content: bytes) -> list[str]:
    """Text that no element or not exactly one owns, and owners the parent tree does not know."""
    document = read(content)
    counted = Counter(claims(document))
    numbers = document._root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    wrong = [f"{place} is claimed {n} times" for place, n in counted.items() if n != 1]
    for number, page in enumerate(document.pages):
        owners = parents.get(page.get("/StructParents"))
        for owner in places(content)[number]:
            if owner == "Artifact":
                continue
            if (number, owner) not in counted:
                wrong.append(f"page {number + 1}: text of {owner} is in no element")
            elif owners is None or owner not in kids(owners.get_object()[owner].get_object()):
                wrong.append(f"page {number + 1}: {owner} has another parent")
    return wrong


def misplaced(content: bytes) -> list[str]:
    """Text read in another order than it stands in: up goes only who goes right as well."""
    document, wrong = read(content), []
    where = {
        (number, owner): spots[0]
        for number, page in enumerate(places(content))
        for owner, spots in page.items()
        if isinstance(owner, int)
    }
    for figure in named(document, "/Figure"):
        (place,) = claims_of(document, figure)
        left, _, _, top = map(float, figure["/A"]["/BBox"])
        where[place] = (left, top)
    order = [place for place in claims(document) if place in where]
    for before, after in pairwise(order):
        (x, y), (to_x, to_y) = where[before], where[after]
        if before[0] > after[0]:
            wrong.append(f"{after} is read after {before}")
        elif before[0] == after[0]:
            is_up, is_left = to_y > y + SAME_LINE, to_x < x - 1
            if (is_up and to_x <= x) or (is_left and to_y > y - 2):
                wrong.append(f"{after} at {to_x:.0f}, {to_y:.0f} follows {x:.0f}, {y:.0f}")
    return wrong


def claims_of(document: Any, element: Any) -> list[tuple[int, int]]:
    """Return page and number of the content that one element claims itself."""
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(document.pages)}
    page = pages[element.raw_get("/Pg").idnum]
    return [(page, int(kid)) for kid in kids(element) if isinstance(kid, int)]


def running_lines_read(content: bytes) -> list[str]:
    """Text in the margins that an element claims: a reader would say it on every page."""
    document, wrong = read(content), []
    head, foot = MARGINS
    for number, page in enumerate(document.pages):
        top = float(page["/MediaBox"][3]) - head
        for owner, spots in places(content)[number].items():
            if owner != "Artifact" and any(y > top or y < foot for _, y in spots):
                wrong.append(f"page {number + 1}: {owner}")
    return wrong


def tables_without_heads(content: bytes) -> list[str]:
    """Heads without scope or a name of their own, cells that name no head of their table."""
    document, wrong = read(content), []
    root = document._root_object["/StructTreeRoot"]
    listed = [str(x) for x in root.get("/IDTree", {}).get("/Names", [])[::2]]
    names = [str(head.get("/ID")) for head in named(document, "/TH")]
    if sorted(names) != listed or len(set(names)) != len(names):
        wrong.append("names of heads are not unique, or not in the index")
    for table in named(document, "/Table"):
        rows = [row for part in kids(table) for row in kids(part)]
        cells = [cell for row in rows for cell in kids(row)]
        own = {str(cell["/ID"]) for cell in cells if cell["/S"] == "/TH" and "/ID" in cell}
        for cell in cells:
            if cell["/S"] == "/TH" and cell["/A"].get("/Scope") not in ("/Row", "/Column"):
                wrong.append("a head without a scope")
            if cell["/S"] == "/TD" and not {str(x) for x in cell["/A"].get("/Headers", ())} <= own:
                wrong.append("a cell under a head that is not there")
            if cell["/S"] == "/TD" and own and not cell["/A"].get("/Headers"):
                wrong.append("a cell under no head")
    return wrong


def empty_heads(content: bytes) -> list[str]:
    """Headings and heads of tables that say nothing."""
    document = read(content)
    heads = named(document, "/H1", "/H2", "/H3", "/TH", "/Lbl", "/LBody", "/Link")
    return [str(head["/S"]) for head in heads if not any(_content(head))]


def _content(element: Any) -> Iterator[int]:
    for kid in kids(element):
        if isinstance(kid, int):
            yield kid + 1
        elif "/S" in kid:
            yield from _content(kid)


def _below(element: Any) -> Iterator[Any]:
    for kid in kids(element):
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from _below(kid)


def loose_links(content: bytes) -> list[str]:
    """Annotations that no link of the tree answers for, and links without one."""
    document = read(content)
    annotations = [
        annotation.get_object() for page in document.pages for annotation in page.get("/Annots", [])
    ]
    answered = []
    wrong = []
    for link in named(document, "/Link"):
        objects = [x["/Obj"] for x in kids(link) if isinstance(x, dict) and "/Obj" in x]
        if len(objects) != 1:
            wrong.append(f"a link with {len(objects)} places")
        answered += [x.get_object() for x in objects]
        if any(x.get("/S") == "/Link" for x in _below(link)):
            wrong.append("a link in a link")
    missing = [x for x in annotations if not any(x is y for y in answered)]
    return wrong + [f"an annotation of no link: {x.get('/Contents')}" for x in missing]


def stray_figures(content: bytes) -> list[str]:
    """Figures whose box does not lie on their page."""
    document, wrong = read(content), []
    for figure in named(document, "/Figure"):
        left, low, right, high = map(float, figure["/A"]["/BBox"])
        _, _, width, height = map(float, figure["/Pg"]["/MediaBox"])
        if not (0 <= left < right <= width and 0 <= low < high <= height):
            wrong.append(f"{left:.0f}, {low:.0f}, {right:.0f}, {high:.0f}")
    return wrong


CHECKS = (
    unclaimed, misplaced, running_lines_read, tables_without_heads, empty_heads, loose_links,
    stray_figures,
)  # fmt: skip
