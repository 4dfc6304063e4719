"""What both engines understand and compute differently, found in a plan of Spark's.

Takes a plan as Spark writes it in JSON: trees in the order of reading, each node with the number of
its children. Only Spark's plan tells the type of each part and whether it may be null. Facts on
both engines: DECISIONS.md, section Spark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DOUBLES = {"Average", "Exp", "Log", "Median", "PercentileCont", "Pow", "Sqrt"}
"""What makes a double of anything; a mean of decimals is one in DuckDB."""


MOST_DIGITS = 38
"""Of a decimal; of a product that could have more Spark keeps fewer places, but six of them."""
PLACES_KEPT = 6
_WIDTH = re.compile(r"decimal\((\d+),(\d+)\)")


@dataclass(frozen=True)
class Node:
    """One operator or expression: its kind, what Spark tells of it, and what stands below."""

    kind: str
    told: dict[str, Any]
    below: tuple[Node, ...]


def differences_in(plan: str) -> set[str]:
    """Return a line for each part of a plan that DuckDB would compute otherwise."""
    nodes = list(_every(json.loads(plan)))
    tested = {_identity(node.below[0]) for node in nodes if node.kind == "IsNotNull"}
    # an aggregate's own filter that names a value asks something of it, which no null answers
    for node in nodes:
        if node.kind == "AggregateExpression" and len(node.below) > 1:
            tested |= {_identity(each) for each in _with_all_below(node.below[1])}
    return {word for node in nodes if (word := _difference(node, tested))}


def _difference(node: Node, tested: set[str]) -> str:
    first = node.below[0] if node.below else node
    if node.kind == "Multiply" and _loses_places(node):
        return f"a product of more than {MOST_DIGITS} digits, {_name(node)}"
    if node.kind == "Divide" and _family(first) == "decimal":
        return f"a quotient of decimals, {_name(first)}"
    if node.kind == "Round" and _family(first) == "double" and _name(node.below[1]) != "0":
        return f"a double rounded to places, {_name(first)}"
    if node.kind == "Cast" and _family(first) == "double" and not _is_rounded(first):
        kind = _family(node)
        return f"a double made {kind}, {_name(first)}" if kind in ("decimal", "int") else ""
    if node.kind in ("MinBy", "MaxBy") and _may_be_null(first, tested):
        return f"a null picked from {_name(first)}"
    return ""


def _is_rounded(node: Node) -> bool:
    """Tell whether a double was rounded in the one way in which both engines do."""
    return node.kind in ("Round", "Floor", "Ceil") or (
        node.kind == "Divide" and node.below[0].kind == "Round"
    )


def _may_be_null(node: Node, tested: set[str]) -> bool:
    """Tell whether a column in an expression may be null that the statement tests nowhere."""
    if node.kind == "AttributeReference":
        return node.told["nullable"] and _identity(node) not in tested
    return any(_may_be_null(child, tested) for child in node.below)


def _identity(node: Node) -> str:
    return json.dumps(node.told.get("exprId"))


def _family(node: Node) -> str:
    kind = node.told.get("dataType")
    if isinstance(kind, str):
        return {"integer": "int", "long": "int", "bigint": "int"}.get(kind, kind.partition("(")[0])
    if node.kind in DOUBLES:
        return "double"
    if node.kind in ("CaseWhen", "If"):
        return _family(node.below[1])
    return _family(node.below[0]) if node.below else ""


def _loses_places(product: Node) -> bool:
    """Tell whether a product of two decimals has more places than Spark keeps of it."""
    told = [_WIDTH.fullmatch(str(factor.told.get("dataType"))) for factor in product.below]
    digits = sum(int(each[1]) for each in told if each) + 1
    places = sum(int(each[2]) for each in told if each)
    return all(told) and digits > MOST_DIGITS and places > PLACES_KEPT


def _name(node: Node) -> str:
    own = node.told.get("name") or node.told.get("value")
    return str(own) if own else ", ".join(filter(None, map(_name, node.below)))


def _every(value: Any) -> Iterator[Node]:
    """Yield each node of each tree in what Spark wrote."""
    if isinstance(value, list) and value and isinstance(value[0], dict) and "class" in value[0]:
        yield from _with_all_below(_tree(iter(value)))
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _every(each)


def _tree(flat: Iterator[dict[str, Any]]) -> Node:
    told = next(flat)
    below = tuple(_tree(flat) for _ in range(told["num-children"]))
    return Node(told["class"].rpartition(".")[2], told, below)


def _with_all_below(node: Node) -> Iterator[Node]:
    yield node
    yield from _every(node.told)
    for child in node.below:
        yield from _with_all_below(child)
