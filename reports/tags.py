"""What a PDF's tags still need when WeasyPrint has written them: PDF/UA-1, and sense when heard.

Takes the laid-out document and its unwritten PDF, and changes the PDF in place. Changes nothing
that is drawn.
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes

from reports.tag_tables import mend_table
from reports.tag_tree import Tree

PIXEL = 0.75
"""Points of a CSS pixel."""

WITHOUT_CONTENT = ("/Div", "/NonStruct", "/P", "/Span")
"""Kinds that say nothing when they are empty; an empty cell still holds its place."""


def mend_tags(document: Document, pdf: pydyf.PDF) -> None:
    """Finish the tags of a PDF that is about to be written.

    Running heads and feet become artifacts, heads of tables get their scope and cells their
    heads, definitions become a list, links say where they lead, figures their place on the page,
    and elements without content go.
    """
    tree = Tree(pdf)
    _as_artifacts(tree)
    scopes = _scopes(document)
    cells = [cell for table in tree.all_of("/Table") for cell in mend_table(tree, table, scopes)]
    for definitions in list(tree.all_of("/L")):
        _as_list(tree, definitions)
    _name_links(tree, _titles(document))
    _place_figures(tree)
    _drop_empty(tree, tree.root)
    tree.set_parents()
    tree.index(cells)


def _boxes(document: Document) -> Iterator[Any]:
    for page in document.pages:
        yield from page._page_box.descendants()


def _scopes(document: Document) -> dict[int, str]:
    """Element of a head cell, by ``id``, to what its markup says that it heads."""
    return {
        id(vars(box)["mark"]): box.element.attrib.get("scope", "col")
        for box in _boxes(document)
        if isinstance(box, boxes.TableCellBox) and box.element_tag == "th"
    }


def _titles(document: Document) -> dict[str, str]:
    """Anchor of a section to its title."""
    attributes = [box.element.attrib for box in _boxes(document) if box.element_tag == "section"]
    return {x["id"]: x["data-title"] for x in attributes if "id" in x and "data-title" in x}


def _as_artifacts(tree: Tree) -> None:
    """Mark the text of running heads and feet, which no element of the tree claims, as such."""
    claimed = {element.reference for element in tree.elements()}
    for page, owners in tree.pages():
        stream = tree.at(page["Contents"]).stream
        for mcid, owner in enumerate(owners):
            if owner not in claimed:
                owners[mcid] = b"null"
        for at, operator in enumerate(stream):
            if operator == b"BDC" and owners[stream[at - 1]["MCID"]] == b"null":
                stream[at - 2] = "/Artifact"
                stream[at - 1] = pydyf.Dictionary({"Type": "/Pagination"})


def _as_list(tree: Tree, definitions: pydyf.Dictionary) -> None:
    """Make list items of a term and its meaning, also where columns part the list."""
    kids = []
    for kid in tree.kids(definitions):
        kids += tree.kids(kid) if kid["S"] == "/L" else [kid]
    for item in kids:
        if item["S"] == "/Div":
            item["S"] = "/LI"
            term, *meaning = tree.kids(item)
            term["S"], term["K"] = "/Lbl", _bare(tree, [term])
            body = next(part for part in meaning if part["S"] == "/LI")
            body["S"], body["K"] = "/LBody", _bare(tree, meaning)
            item["K"] = pydyf.Array([term.reference, body.reference])
    definitions["K"] = pydyf.Array([kid.reference for kid in kids])


def _bare(tree: Tree, parts: list[pydyf.Dictionary]) -> pydyf.Array:
    """The content of parts of a definition, out of the items that hold each of its lines."""
    content = []
    for part in parts:
        bodies = tree.kids(part) if part["S"] == "/LI" else []
        content += [x for body in bodies for x in body["K"]] if bodies else [part.reference]
    return pydyf.Array(content)


def _name_links(tree: Tree, titles: dict[str, str]) -> None:
    """Say where a link leads, and make one link of what stands in it and the link."""
    for link in list(tree.all_of("/Link")):
        for inner in tree.below(link):
            if inner["S"] == "/Link":
                inner["S"] = "/Span"
                tree.drop_annotations(inner)
        for annotation in tree.annotations(link):
            title = titles.get(annotation["Contents"].string)
            if title:
                annotation["Contents"] = pydyf.String(title)


def _place_figures(tree: Tree) -> None:
    """Write a figure's box in points from the page's foot; WeasyPrint's is pixels from its top."""
    for figure in tree.all_of("/Figure"):
        height = tree.at(figure["Pg"])["MediaBox"][3]
        left, top, right, bottom = (PIXEL * edge for edge in figure["A"]["BBox"])
        box = (left, height - bottom, right, height - top)
        figure["A"]["BBox"] = pydyf.Array([round(edge, 3) for edge in box])


def _drop_empty(tree: Tree, element: pydyf.Dictionary) -> None:
    """Drop what has no content, innermost first, or a reader stops at nothing."""
    for kid in tree.kids(element):
        _drop_empty(tree, kid)
    empty = {x.reference for x in tree.kids(element) if x["S"] in WITHOUT_CONTENT and not x["K"]}
    element["K"] = pydyf.Array([part for part in element["K"] if part not in empty])
