"""Heads of tagged tables: what each one heads, and which ones each cell stands under.

WeasyPrint takes every head but a row's for a column's, so the first group of a list would head the
cells of all others, and repeats the identifiers of a table that goes on over the page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pydyf

from reports.tag_tree import Tree

ROW_SCOPES = ("row", "rowgroup")


@dataclass(slots=True)
class _Heads:
    """Heads above and beside the cell that is being read."""

    columns: dict[int, list[str]] = field(default_factory=dict)
    group: list[str] = field(default_factory=list)
    row: list[str] = field(default_factory=list)


def mend_table(
    tree: Tree, table: pydyf.Dictionary, scopes: Mapping[int, str]
) -> list[pydyf.Dictionary]:
    """Give heads a scope and an identifier, and cells their heads; return the heads.

    A cell across the whole table stands under its group alone, where it has one: it belongs to
    every column or to none.

    Args:
        tree: the document's tags.
        table: one table, or what one page shows of it.
        scopes: element of a head, by ``id``, to its scope in the markup.
    """
    heads, named = _Heads(), []
    width = max((sum(map(_span, tree.kids(row))) for _, row in _rows(tree, table)), default=0)
    part = None
    for own_part, row in _rows(tree, table):
        if own_part is not part:
            part, heads.group = own_part, []
        heads.row, column = [], 0
        for cell in tree.kids(row):
            if cell["S"] == "/TH":
                named.append(cell)
                _take(heads, cell, scopes[id(cell)], column)
            column += _span(cell)
        _give(heads, tree.kids(row), width)
    return named


def _rows(
    tree: Tree, table: pydyf.Dictionary
) -> Iterator[tuple[pydyf.Dictionary, pydyf.Dictionary]]:
    for part in tree.kids(table):
        if part["S"] in ("/THead", "/TBody", "/TFoot"):
            yield from ((part, row) for row in tree.kids(part))


def _span(cell: pydyf.Dictionary) -> int:
    return cell["A"].get("ColSpan", 1)


def _take(heads: _Heads, cell: pydyf.Dictionary, scope: str, column: int) -> None:
    name = f"head-{cell.number:06}"
    cell["ID"] = pydyf.String(name)
    cell["A"]["Scope"] = "/Row" if scope in ROW_SCOPES else "/Column"
    if scope == "rowgroup":
        heads.group = [name]
    elif scope == "row":
        heads.row.append(name)
    else:
        for at in range(column, column + _span(cell)):
            heads.columns.setdefault(at, []).append(name)


def _give(heads: _Heads, cells: list[pydyf.Dictionary], width: int) -> None:
    column = 0
    for cell in cells:
        beside = [*heads.group, *heads.row]
        above = {
            x: 1 for at in range(column, column + _span(cell)) for x in heads.columns.get(at, [])
        }
        if cell["S"] == "/TD":
            names = beside if beside and _span(cell) == width else [*above, *beside]
            cell["A"]["Headers"] = pydyf.Array([pydyf.String(name) for name in names])
        column += _span(cell)
