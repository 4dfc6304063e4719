"""What a build on Spark that failed tells people: what became of workers and rows, in our words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.defs.transform.assets import failure
from pipeline.defs.transform.on_spark import computed
from pipeline.errors import Problem
from pipeline.practice import Home, init_home
from pipeline.practice.engine_settings import Engine
from pipeline.resources.dbt import DbtError
from pipeline.resources.raw_parts import Note, RawParts
from pipeline.spark.models import Build
from pipeline.spark.problems import SparkError, SparkJobError, no_worker

MARK = "QXCANARY"
AT_FAULT = DbtError(Problem("dbt_project", "dbt could not build: fct_denials.", "So.", "Mend it."))


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """A build of one whole part."""
    parts, folder = RawParts(tmp_path / "spark"), tmp_path / "spark" / "builds" / "one"
    parts.sweep([], "")
    folder.mkdir(parents=True)
    lying(parts).parent.mkdir(parents=True)
    lying(parts).write_bytes(b"PAR1 PAR1")
    written = frozenset({parts.part(lying(parts), lying(parts))})
    parts.note("one", Note("", frozenset({("alder", "1")}), written))
    return Build(Engine(name="spark"), parts, folder)


def lying(parts: RawParts) -> Path:
    return parts.path("remittance_claims", "alder", "one", 0)


def ended(build: Build, *, happens: Callable[[], object]) -> list[Any]:
    def ask(program: Path, arguments: list[str]) -> Iterator[Any]:
        del program, arguments
        yield "event"
        happens()

    return list(computed(build, ask))


def fail(error: BaseException) -> None:
    raise error


def test_a_build_from_whole_rows_ends_well(build: Build) -> None:
    assert ended(build, happens=lambda: None) == ["event"]


def test_a_part_that_is_lost_while_models_are_computed_ends_the_build(build: Build) -> None:
    with pytest.raises(SparkJobError, match="missing, or are not what was written") as raised:
        ended(build, happens=lying(build.parts).unlink)
    assert raised.value.exit_code == 1


def test_a_part_that_comes_twice_while_models_are_computed_ends_the_build(build: Build) -> None:
    twice = lying(build.parts).with_name("000001.parquet")
    with pytest.raises(SparkJobError, match="not what was written"):
        ended(build, happens=lambda: twice.write_bytes(b"PAR1 PAR1"))


def test_a_model_that_fails_over_a_damaged_part_is_not_at_fault(build: Build) -> None:
    lying(build.parts).write_bytes(b"")
    with pytest.raises(SparkJobError, match="loaded from landing again"):
        ended(build, happens=lambda: fail(AT_FAULT))


def test_a_session_that_was_left_alone_is_told_and_no_model(build: Build) -> None:
    problem = no_worker(build.engine, 300)
    build.tell(SparkJobError(problem))
    with pytest.raises(SparkJobError) as raised:
        ended(build, happens=lambda: fail(AT_FAULT))
    assert raised.value.problems == (problem,)
    assert "300 s" in str(raised.value)


def test_a_model_at_fault_is_named(build: Build) -> None:
    with pytest.raises(DbtError, match="fct_denials"):
        ended(build, happens=lambda: fail(AT_FAULT))
    assert not issubclass(DbtError, SparkError)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home", "alder", "Alder")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"ExecutorLostFailure (executor 1 exited) {MARK}", "Spark lost workers"),
        (f"java.lang.OutOfMemoryError: Java heap space {MARK}", "Spark lost workers"),
        (f"SparkRuntimeException: CAST_INVALID_INPUT {MARK}", "dbt could not build: fct_denials."),
    ],
)
def test_words_of_java_say_what_happened_and_are_not_passed_on(
    home: Home, tmp_path: Path, said: str, told: str
) -> None:
    result = {"status": "error", "unique_id": "model.project.fct_denials", "message": said}
    (tmp_path / "run_results.json").write_text(json.dumps({"results": [result]}))
    problem = failure(home, tmp_path)
    assert problem.what.startswith(told)
    assert MARK not in str(problem)
