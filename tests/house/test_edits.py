"""The catalogue of edits and its queries hold together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.edits.history import HISTORY
from pipeline.edits.plan import QUERIES
from pipeline.edits.relations import RELATIONS
from pipeline.practice.edit_templates import templates

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "pipeline" / "edits"
QUERY_FILES = sorted(QUERIES.glob("*.sql"))
PAPER = (ROOT / "docs" / "edits.md").read_text("utf-8")


def code_of(path: Path) -> str:
    return re.sub(r"--[^\n]*", " ", path.read_text("utf-8"))


@pytest.mark.parametrize("path", QUERY_FILES, ids=lambda path: path.stem)
def test_a_query_belongs_to_a_template_and_has_tests(path: Path) -> None:
    assert path.stem in templates()
    assert (ROOT / "tests" / "edits" / f"test_{path.stem.lower()}.py").is_file()


@pytest.mark.parametrize("path", QUERY_FILES, ids=lambda path: path.stem)
def test_a_query_sees_of_the_past_only_what_was_known(path: Path) -> None:
    asked = [name for name in HISTORY if name in code_of(path)]
    assert not asked or "judged_on" in code_of(path), "compare known_on with judged_on"


@pytest.mark.parametrize("path", QUERY_FILES, ids=lambda path: path.stem)
def test_a_query_reads_relations_and_no_raw_table(path: Path) -> None:
    # an alias may have such a name; what is read from may not
    schemas = r"(?<!distinct )\b(from|join)\s+\"?(sent|raw|denials|facts|staging|history)\"?\."
    assert not re.search(schemas, code_of(path).lower())
    assert not re.search(r"\b(current_date|now|today)\b", code_of(path).lower())


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.sql")), ids=lambda path: path.stem)
def test_a_query_is_at_most_250_lines_and_says_what_it_finds(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 250
    assert lines[0].startswith("-- ")
    assert max(map(len, lines)) <= 100


def test_the_paper_tells_every_relation() -> None:
    missing = [name for name in (*RELATIONS, *HISTORY) if f"`{name}`" not in PAPER]
    assert missing == []
