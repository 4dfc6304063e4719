"""A published copy that another version made is told as that."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.resources.published import FILE, QueryError, published


@pytest.mark.parametrize("query", ["select * from facts.unheard_of", "select unheard_of from t"])
def test_a_copy_without_what_a_command_reads_was_published_by_another_version(
    tmp_path: Path, query: str
) -> None:
    (tmp_path / FILE).parent.mkdir()
    with duckdb.connect(str(tmp_path / FILE)) as made:
        made.execute("create table t (a int)")
    with published(tmp_path) as connection:
        assert connection.execute("select * from t").fetchall() == []
    with pytest.raises(QueryError, match="another version published it"), published(tmp_path) as it:
        it.execute(query)
