"""What can be changed in a query: takes SQL as dbt compiled it, gives back what one word would be.

Only words outside of names and texts count, so the changes of a model are the same, and in the same
order, whatever names its parents have in the query.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot.dialects.duckdb import DuckDB
from sqlglot.tokenizer_core import Token, TokenType

TURNED: dict[str, tuple[str, ...]] = {
    "=": ("<>",),
    "<>": ("=",),
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "and": ("or",),
    "or": ("and",),
    "+": ("-",),
    "-": ("+",),
    "min": ("max",),
    "max": ("min",),
    "min_by": ("max_by",),
    "max_by": ("min_by",),
    "bool_or": ("bool_and",),
    "bool_and": ("bool_or",),
    "greatest": ("least",),
    "least": ("greatest",),
    "true": ("false",),
    "false": ("true",),
    "desc": ("asc",),
    "not": ("",),
    "inner": ("left",),
    "exists": ("not exists",),
}
"""A word of SQL and what it is turned into; a test for null is turned apart."""

_UNTURNED = frozenset({TokenType.STRING, TokenType.IDENTIFIER})
_OF_IS = frozenset({"null", "true", "false", "distinct"})


@dataclass(frozen=True)
class Change:
    """One change of a query.

    Attributes:
        start: Where the word stands in the query.
        stop: Where it ends.
        said: The word.
        instead: What stands there instead.
        line: The line of the query.
    """

    start: int
    stop: int
    said: str
    instead: str
    line: str

    def applied_to(self, sql: str) -> str:
        """Return the query with the word changed."""
        return f"{sql[: self.start]} {self.instead} {sql[self.stop :]}"

    def __str__(self) -> str:
        return f"{self.said} -> {self.instead or 'nothing'}: {self.line}"


def changes(sql: str) -> list[Change]:
    """Return every change of a query, given rows of a unit test left alone."""
    begin = _own_begin(sql)
    words = [word for word in _words(sql) if word.start >= begin]
    texts = [sql[word.start : word.end + 1].lower() for word in words]
    return [
        Change(word.start, word.end + 1, texts[at], instead, _line(sql, word.start))
        for at, word in enumerate(words)
        if word.token_type not in _UNTURNED
        for instead in _instead(texts, at)
    ]


def _instead(texts: list[str], at: int) -> Iterator[str]:
    """Yield what a word is turned into, by the words around it."""
    after = texts[at + 1] if at + 1 < len(texts) else ""
    is_null_test = texts[at] == "is" and (after in _OF_IS)
    if is_null_test:
        yield "is not"
    elif not (texts[at] == "-" and texts[at - 1] in {"(", "then", "else", ",", "="}):
        yield from TURNED.get(texts[at], ())


def _line(sql: str, at: int) -> str:
    end = sql.find("\n", at)
    return sql[sql.rfind("\n", 0, at) + 1 : end if end >= 0 else None].strip()


def _own_begin(sql: str) -> int:
    """Return where the given rows of a unit test end and the model's own words begin."""
    depth, begin, is_given = 0, 0, False
    for token in _words(sql):
        if token.token_type is TokenType.L_PAREN:
            depth += 1
        elif token.token_type is TokenType.R_PAREN:
            depth -= 1
            if depth == 0 and is_given:
                begin, is_given = token.end + 1, False
        elif depth == 0 and token.text.startswith("__dbt__cte__"):
            is_given = True
    return begin


def _words(sql: str) -> list[Token]:
    return DuckDB().tokenize(sql)
