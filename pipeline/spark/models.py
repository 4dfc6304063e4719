"""dbt on Spark, as a process that ends with the run that started it.

Takes dbt's own arguments, and in ``TRIAGE_SPARK`` where the rows lie and how the session is to be
started. dbt's adapter takes the session of its process: it is started here, and knows the tables of
``raw`` when dbt begins. Refuses nothing; what dbt refuses it says itself.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.dbt_process import end_with_parent
from pipeline.errors import Problem
from pipeline.practice.engine_settings import Engine
from pipeline.resources.raw_parts import RawParts
from pipeline.spark.problems import SparkError

VARIABLE = "TRIAGE_SPARK"
THREADS = "TRIAGE_SPARK_THREADS"


@dataclass(frozen=True, slots=True)
class Build:
    """What a build is computed from, and where.

    Attributes:
        engine: The home's settings of the engine.
        parts: Rows of files.
        folder: Of this build alone: the copies below ``raw``, the tables below ``tables``.
    """

    engine: Engine
    parts: RawParts
    folder: Path

    def written(self) -> str:
        """Return it as text for another process."""
        return json.dumps(
            {
                "engine": self.engine.model_dump(),
                "parts": str(self.parts.folder),
                "folder": str(self.folder),
            }
        )

    @classmethod
    def read(cls, text: str) -> Build:
        """Return what another process wrote."""
        told = json.loads(text)
        return cls(
            Engine.model_validate(told["engine"]),
            RawParts(Path(told["parts"])),
            Path(told["folder"]),
        )

    @property
    def copies(self) -> Path:
        """Where the tables of the working file lie that it reads."""
        return self.folder / "raw"

    def table(self, schema: str, name: str) -> Path:
        """Return the folder of a table that it has computed."""
        return self.folder / "tables" / f"{schema}.db" / name

    def tell(self, error: SparkError) -> None:
        """Leave what went wrong, for the process that asked."""
        told = [asdict(problem) for problem in error.problems]
        self._told.write_text(json.dumps(told), encoding="utf-8")

    def told(self) -> tuple[Problem, ...]:
        """Return what went wrong with Spark itself; nothing where a model is at fault."""
        text = self._told.read_text("utf-8") if self._told.exists() else "[]"
        return tuple(Problem(**told) for told in json.loads(text))

    @property
    def _told(self) -> Path:
        return self.folder / "problems.json"


def main() -> None:
    """Run dbt to its end, or to the end of the process it works for."""
    from dbt.adapters.spark.impl import SparkAdapter
    from dbt.cli.main import cli

    from pipeline.spark.python_models import InSession
    from pipeline.spark.session import spark_session
    from pipeline.spark.tables import register

    end_with_parent()
    build = Build.read(os.environ[VARIABLE])
    # The adapter knows Databricks' ways of running a model in Python; this session is another one.
    adapter: Any = SparkAdapter
    adapter.python_submission_helpers = property(lambda _: {"session": InSession})
    adapter.default_python_submission_method = property(lambda _: "session")
    sys.argv[0] = "dbt"
    try:
        with spark_session(build.engine, build.folder) as session:
            register(session, build.parts, build.copies)
            cli()
    except SparkError as error:
        build.tell(error)
        sys.exit(1)


if __name__ == "__main__":
    main()
