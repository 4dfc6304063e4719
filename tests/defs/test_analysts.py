"""What an analyst does with the published copy: ten questions, Parquet, dbt's own page."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import duckdb
import pytest

from pipeline.resources.parquet_export import NOTE, ExportError, export_facts
from tests.defs.running import Ran, triage

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "warehouse.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^\d+\. (.+?)\n\n```sql\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def published(season: tuple[Path, Ran]) -> Path:
    return season[0] / "warehouse" / "denials.duckdb"


def test_there_are_ten_questions() -> None:
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize(("title", "query"), QUESTIONS, ids=[title[:30] for title, _ in QUESTIONS])
def test_each_question_has_an_answer(published: Path, title: str, query: str) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        rows = connection.execute(query).fetchall()
    assert rows, title


def test_the_facts_as_parquet_are_the_facts(
    season: tuple[Path, Ran], published: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "facts"
    assert triage("export", "--home", season[0], folder).code == 0
    ran = triage("export", "--home", season[0], folder)  # replaces the first
    assert ran.code == 0, ran.err
    note = json.loads((folder / NOTE).read_text())
    assert str(sum(note["rows"].values())) in ran.out
    assert {"fct_denials", "fct_adjustments", "dim_payers"} <= set(note["rows"])
    with duckdb.connect() as reader:
        reader.execute(f"attach '{published}' as denials (read_only)")
        for table, count in note["rows"].items():
            files = f"{table}/*/*.parquet" if table.startswith("fct_") else f"{table}.parquet"
            if not list(folder.glob(files)):
                assert count == 0
                continue
            columns = "* exclude (packet_week)" if table.startswith("fct_") else "*"
            exported = f"select {columns} from read_parquet('{folder / files}')"
            rows = f"from denials.facts.{table}"
            apart = reader.execute(
                f"select count(*) from (({exported} except all {rows}) union all "
                f"({rows} except all {exported}))"
            ).fetchone()
            assert apart == (0,), table
        weeks = reader.execute(
            f"select bool_and(known_on between packet_week and packet_week + 6), "
            "bool_and(isodow(packet_week) = 1), count(distinct packet_week) > 3 "
            f"from read_parquet('{folder}/fct_denials/*/*.parquet')"
        ).fetchone()
    assert weeks == (True, True, True)
    modes = {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in [folder, *folder.rglob("*")]}
    assert modes == {0}


def test_an_export_writes_over_nothing_else(published: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with duckdb.connect(str(published), read_only=True) as connection:
        with pytest.raises(ExportError, match="something else"):
            export_facts(connection, tmp_path, None)
        with pytest.raises(ExportError, match="no practice of that key"):
            export_facts(connection, tmp_path / "facts", "nobody")
    assert (tmp_path / "thesis.txt").read_text() == "years of work"
    assert not (tmp_path / "facts").exists()


def test_dbt_s_page_lies_beside_the_published_copy(published: Path) -> None:
    page = (published.parent / "denial-triage-models.html").read_text(encoding="utf-8")
    assert "fct_denials" in page
    assert "INLINE DATA" not in page
