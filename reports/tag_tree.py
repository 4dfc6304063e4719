"""The tags of an unwritten PDF as a tree that can be walked and changed."""

from collections.abc import Iterator, Sequence
from typing import Any

import pydyf


class Tree:
    """The structure tree of one PDF; ``root`` is its document element."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        """Take the tree as WeasyPrint built it."""
        self._pdf = pdf
        self._top = self.at(pdf.catalog["StructTreeRoot"])
        self.root = self.at(self._top["K"][0])

    def at(self, reference: bytes) -> Any:
        """Return the object that a reference names."""
        return self._pdf.objects[int(reference.split()[0])]

    def parts(self, element: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        """Return what an element holds but its own text: elements and links' objects."""
        return [self.at(part) for part in element["K"] if isinstance(part, bytes)]

    def kids(self, element: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        """Return the elements right below one."""
        return [part for part in self.parts(element) if "S" in part]

    def elements(self) -> Iterator[pydyf.Dictionary]:
        """Yield each element of the document, in reading order."""
        yield from self.below(self.root)

    def below(self, element: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
        """Yield each element below one, in reading order."""
        for kid in self.kids(element):
            yield kid
            yield from self.below(kid)

    def all_of(self, kind: str) -> Iterator[pydyf.Dictionary]:
        """Yield each element of a kind, such as ``/Table``."""
        yield from (element for element in self.elements() if element["S"] == kind)

    def pages(self) -> Iterator[tuple[pydyf.Dictionary, list[bytes]]]:
        """Yield each page with the elements that own its pieces of text, by their number."""
        numbers = self.at(self._top["ParentTree"])["Nums"]
        for number, reference in enumerate(self._pdf.page_references):
            yield self.at(reference), numbers[2 * number + 1]

    def annotations(self, element: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        """Return the places on the page that an element, a link, answers to."""
        return [self.at(x["Obj"]) for x in self.parts(element) if x.get("Type") == "/OBJR"]

    def drop_annotations(self, element: pydyf.Dictionary) -> None:
        """Take the places that an element answers to off the page and out of the tree."""
        numbers = self.at(self._top["ParentTree"])["Nums"]
        for part in [x for x in self.parts(element) if x.get("Type") == "/OBJR"]:
            self.at(part["Pg"])["Annots"].remove(part["Obj"])
            element["K"].remove(part.reference)
            at = numbers[::2].index(self.at(part["Obj"])["StructParent"])
            del numbers[2 * at : 2 * at + 2]

    def set_parents(self) -> None:
        """Let each element name the one it stands in."""
        for element in [self.root, *self.elements()]:
            for kid in self.kids(element):
                kid["P"] = element.reference

    def index(self, named: Sequence[pydyf.Dictionary]) -> None:
        """Make the elements that have an identifier findable by it."""
        names = pydyf.Array()
        for element in sorted(named, key=lambda x: x["ID"].string):
            names += [element["ID"], element.reference]
        self._top["IDTree"] = pydyf.Dictionary({"Names": names})
