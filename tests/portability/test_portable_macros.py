"""Each macro that engines have in words of their own computes the same on both."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import duckdb
import jinja2
import pytest

from tests.portability.reading import Reader
from tests.portability.writing import PROJECT

pytestmark = pytest.mark.slow

MACROS = PROJECT / "macros" / "portable"
DISPATCHED = re.compile(r"adapter\.dispatch\('(\w+)'\)")
ENGINES = ("duckdb", "spark")


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# the macro, its arguments, and what comes out; a column x of the rows is what it is asked about
ASKED: list[tuple[str, list[Any], list[str], list[Any]]] = [
    ("days_between", ["x", "date '2026-03-01'"],
     ["date '2026-02-28'", "date '2024-02-29'", "date '2026-03-09'", "cast(null as date)"],
     [1, 731, -8, None]),
    ("sha256", ["x"], ["''", "'it''s'", "'Zoë ß 漢 😀'", "cast(null as string)"],
     [sha(""), sha("it's"), sha("Zoë ß 漢 😀"), None]),
    ("regexp_like", ["x", "^[0-9]{1,8}([.][0-9]+)?$"],
     ["'1'", "'12.50'", "'1.'", "'1' || chr(10)", "''", "'\u0661'", "cast(null as string)"],
     [True, True, False, False, False, False, None]),
    ("regexp_like", ["x", "b.d"], ["'abcd'", "'bd'", "'b' || chr(10) || 'd'"],
     [True, False, False]),
    ("regexp_all", ["x", "[^A-Z]", ""], ["'A-B c''D'", "'äÖ漢Z'", "''", "cast(null as string)"],
     ["ABD", "Z", "", None]),
    ("regexp_all", ["x", "[0-9]+", "#"], ["'a1b22'", "'a'"], ["a#b#", "a"]),
    ("sorted_parts", ["x", ":"],
     ["'HO:95'", "'95'", "'b::a'", "''", "'a:A:ä'", "cast(null as string)"],
     ["95:HO", "95", ":a:b", "", "A:a:ä", None]),
    ("instant_of", ["x", 6, "'America/New_York'"],
     ["date '2026-01-05'", "date '2026-07-06'", "cast(null as date)"],
     ["2026-01-05 11:00:00", "2026-07-06 10:00:00", None]),
    # the day on which clocks go forward, and the hour that there is not
    ("instant_of", ["x", 6, "'America/New_York'"], ["date '2026-03-08'"],
     ["2026-03-08 10:00:00"]),
    ("instant_of", ["x", 2, "'America/New_York'"], ["date '2026-03-08'"],
     ["2026-03-08 07:00:00"]),
    ("rounded", ["x", 2],
     ["1.005", "2.675", "-2.675", "0.125", "-0.125", "1e15", "cast(null as double)"],
     [1.0, 2.68, -2.68, 0.13, -0.13, 1e15, None]),
    ("rounded", ["x", 0], ["0.5", "1.5", "-2.5"], [1.0, 2.0, -3.0]),
    ("decimal_of", ["x", 9, 6], ["0.0078125", "-0.0078125", "0.3333333333", "cast(null as double)"],
     [Decimal("0.007813"), Decimal("-0.007813"), Decimal("0.333333"), None]),
    ("decimal_of", ["x", 9, 2], ["1.005", "1.115", "-1.005"],
     [Decimal("1.00"), Decimal("1.12"), Decimal("-1.00")]),
]  # fmt: skip
AS_DOUBLES = ("rounded", "decimal_of")
LISTED = [
    ("', '", [("'b'", 2), ("'a'", 1), ("cast(null as string)", 0)], "a, b"),
    ("'; '", [("'it''s'", 2), ("'ß漢'", 1), ("''", 3)], "ß漢; it's; "),
    ("', '", [("cast(null as string)", 1)], None),
]


def macros_of(engine: str) -> Any:
    """The macros as dbt calls them for an engine."""
    environment = jinja2.Environment(autoescape=False, extensions=["jinja2.ext.do"])  # noqa: S701

    def dispatch(name: str) -> Callable[..., str]:
        return getattr(module, f"{engine}__{name}", None) or getattr(module, f"default__{name}")

    environment.globals |= {"return": str, "adapter": SimpleNamespace(dispatch=dispatch)}
    text = "\n".join(path.read_text("utf-8") for path in sorted(MACROS.glob("*.sql")))
    module = environment.from_string(text).module
    return module


def answers(engine: str, reader: Reader, statement: str) -> list[Any]:
    """The one column of a statement."""
    if engine == "spark":
        return [row[0] for row in reader.session.sql(statement).collect()]
    with duckdb.connect() as connection:
        return [row[0] for row in connection.execute(statement).fetchall()]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_macro_computes_the_same_on_both(engine: str, reader: Reader) -> None:
    macros = macros_of(engine)
    for name, arguments, given, wanted in ASKED:
        wrapped = "cast({} as double)" if name in AS_DOUBLES else "{}"
        rows = ", ".join(
            f"({number}, {wrapped.format(value)})" for number, value in enumerate(given)
        )
        told = f"{getattr(macros, name)(*arguments)}"
        asked = f"cast({told} as string)" if name == "instant_of" else told
        found = answers(
            engine, reader, f"select {asked} from (values {rows}) as t (n, x) order by n"
        )
        assert found == wanted, (engine, name, asked)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("mark", "given", "wanted"), LISTED)
def test_texts_are_joined_in_their_order_without_nulls(
    engine: str, mark: str, given: list[tuple[str, int]], wanted: str | None, reader: Reader
) -> None:
    rows = ", ".join(f"({text}, {place})" for text, place in given)
    asked = macros_of(engine).agg_list("x", "n asc", mark.strip("'"))
    statement = f"select {asked} from (values {rows}) as t (x, n)"
    assert answers(engine, reader, statement) == [wanted]


def test_every_macro_of_two_words_is_asked() -> None:
    there = {
        name
        for path in MACROS.glob("*.sql")
        for name in DISPATCHED.findall(path.read_text("utf-8"))
    }
    assert there == {name for name, *_ in ASKED} | {"agg_list"}


def test_keys_are_the_same_on_both(reader: Reader) -> None:
    parts = [
        "x",
        "cast(null as string)",
        "date '2026-01-05'",
        "cast(1.50 as decimal(9, 2))",
        "true",
    ]
    wanted = [sha(f"{len(x)}={x}|~|10=2026-01-05|4=1.50|4=true")[:32] for x in ("it's", "ß漢", "")]
    rows = "(1, 'it''s'), (2, 'ß漢'), (3, '')"
    for engine in ENGINES:
        key = macros_of(engine).surrogate_key(parts)
        statement = f"select {key} from (values {rows}) as t (n, x) order by n"
        assert answers(engine, reader, statement) == wanted, engine
