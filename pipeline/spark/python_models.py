"""The models in Python, run in the session that dbt works in.

Takes what dbt wrote of a model. A model asks for Arrow tables and returns one, on either engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


@dataclass(frozen=True, slots=True)
class Lent:
    """A table that a model reads."""

    frame: DataFrame

    def to_arrow_table(self) -> pa.Table:
        """Return its rows, in the words DuckDB has for it."""
        return self.frame.toArrow()


class InSession:
    """What dbt hands a model in Python to; dbt calls it by these names."""

    def __init__(self, parsed_model: dict[str, Any], credentials: object) -> None:
        """Take what dbt knows of the model."""
        del credentials
        self._model = parsed_model

    def submit(self, compiled_code: str) -> None:
        """Run a model and store its table."""
        from pyspark.sql import SparkSession

        session = SparkSession.active()
        written: dict[str, Any] = {}
        # dbt's own code and the model's, as dbt put them together.
        exec(compiled_code, written)  # noqa: S102
        refs = written["dbtObj"](lambda name: Lent(session.table(name)))
        rows: pa.Table = written["model"](refs, session)
        columns = ", ".join(
            f"cast({name} as {told['data_type']}) as {name}"
            for name, told in self._model["columns"].items()
        )
        session.createDataFrame(rows).createOrReplaceTempView("rows_of_a_model")
        target = f"{self._model['schema']}.{self._model['alias']}"
        session.sql(f"create table {target} using parquet as select {columns} from rows_of_a_model")  # noqa: S608
