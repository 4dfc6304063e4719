"""Whether anything would notice a rule of the models turned around.

    python -m benchmarks.mutations [--only fct_denials,int_line_decisions] [--folder FOLDER]

Every comparison, ``and``, ``or``, null test, minimum, order, sum and inner join in the SQL of the
facts is turned around, one at a time. First the unit tests of that model are asked again. What they
do not notice is tried on an invented season of 26 weeks: the model and all that rests on it are
made anew, and the columns held to the season's truth must get other rows. What neither notices is
printed with its line; ``docs/mutations.md`` says of each why it can stay. "rows" marks a change
that alters rows nobody compares, "none" one that alters nothing at all in this season.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.mutating.season import Season, models
from benchmarks.mutating.unit_tests import unit_tests, unnoticed
from benchmarks.mutating.words import Change, changes
from pipeline.commands.testing import DBT, ROOT, create_tables, environment_of
from tests.laws.building import Builder
from tests.laws.told_truth import QUESTIONS, tell

MODEST = {"threads": 1, "memory_limit": "4GB"}


def dbt(scratch: Path, *arguments: str) -> None:
    """Run dbt on the warehouse of a folder; leave its target folder there."""
    command = [str(Path(sys.executable).with_name("dbt")), *DBT[1:], *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment_of(scratch), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stdout)


def season_file(folder: Path) -> Path:
    """Return the warehouse of a season that is held to its truth, made if it is not there."""
    made = folder / "home" / "warehouse" / "working" / "denials.duckdb"
    if made.exists():
        return made
    return tell(Builder.made_in(folder / "blank"), folder, seed=1).home.working_file


def survivors(folder: Path, only: set[str]) -> Iterator[tuple[str, Change, str]]:
    """Yield each change: its model, the change, and who notices it (or ``rows``, ``none``)."""
    create_tables(folder / "denials.duckdb")
    dbt(folder, "build", "--empty")
    tests = unit_tests(folder / "dbt")
    dbt(folder, "compile")
    every = models(folder / "dbt" / "manifest.json")
    questions = {
        fact.split()[0]: columns.replace(" ", ", ")
        for columns, fact in QUESTIONS.values()
        if fact.startswith("facts.")
    }
    # Read only: nothing of the season can stay changed, and what is made anew is in memory.
    with (
        duckdb.connect(str(season_file(folder)), read_only=True, config=MODEST) as warehouse,
        duckdb.connect() as memory,
    ):
        season = Season(warehouse, every, questions)
        for name, model in every.items():
            short = name.rsplit(".", 1)[1]
            if only and short not in only:
                continue
            own = changes(model.sql)
            open_ones = set(range(len(own)))
            if short in tests:
                open_ones = set(unnoticed(memory, tests[short]))
            for ordinal, change in enumerate(own):
                told = season.notices(name, change) or "none" if ordinal in open_ones else "unit"
                yield short, change, told


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="models, comma between")
    parser.add_argument("--folder", type=Path, help="keep the season there, and use it again")
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    tally: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        for model, change, told in survivors(folder, only):
            tally[told] += 1
            if told in {"rows", "none"}:
                print(f"{model:32}{told:5} {change}", flush=True)
    print(
        f"{tally.total()} changes: {tally['unit']} noticed by a unit test, {tally['truth']} by the "
        f"season's truth; {tally['rows']} alter only rows nobody compares, {tally['none']} nothing"
    )


if __name__ == "__main__":
    main()
