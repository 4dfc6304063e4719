"""Sizes people can hold in their head."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON_FILES = sorted(
    path for room in ("pipeline", "reports") for path in (ROOT / room).rglob("*.py")
)
MODELS = sorted((ROOT / "dbt_project" / "models").rglob("*.sql"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PYTHON_FILES, ids=named)
def test_a_file_is_at_most_250_lines(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 250, f"{named(path)} has {lines} lines; split it by subject"


@pytest.mark.parametrize("path", PYTHON_FILES, ids=named)
def test_a_function_is_at_most_30_lines(path: Path) -> None:
    long = [
        f"{function.name} ({size} lines)"
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := lines_of(function)) > 30
    ]
    assert not long, f"{named(path)}: {', '.join(long)}; give each step a name of its own"


@pytest.mark.parametrize("path", MODELS, ids=named)
def test_a_model_is_at_most_100_lines(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 100, f"{named(path)} has {lines} lines; name a step as a model of its own"


def test_a_docstring_does_not_make_a_function_long() -> None:
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n'
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert lines_of(function) == 2


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without its docstring: explaining more is never a fault."""
    size = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        size -= (first.end_lineno or 0) - first.lineno + 1
    return size
