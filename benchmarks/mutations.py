"""Whether anything would notice a rule of the models turned around.

    python -m benchmarks.mutations [--only fct_denials,int_line_decisions] [--season FOLDER]

Every comparison, ``and``, ``or``, null test, minimum, order, sum and inner join in the SQL of the
facts is turned around, one at a time, and the unit tests of that model are asked again. What they
do not notice is printed with its line; ``docs/mutations.md`` says of each why it can stay.

With ``--season`` that is tried on an invented season of 26 weeks as well, made in the folder if it
is not there: the model and all that rests on it are made anew, and the columns held to the season's
truth must get other rows. "rows" then marks a change that alters rows nobody compares, "none" one
that alters nothing at all in that season. It takes an hour.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from benchmarks.mutating.season import Model, Season, models
from benchmarks.mutating.unit_tests import UnitTest, unit_tests, unnoticed
from benchmarks.mutating.words import Change, changes
from pipeline.commands.testing import DBT, ROOT, create_tables, environment_of
from tests.laws.building import Builder
from tests.laws.told_truth import QUESTIONS, tell

# A question that adds a column to all of one table's: the others are the table's own.
_WIDENED = re.compile(r"\(select \*, (.+) from (facts\.\w+)\)")


def held() -> Iterator[tuple[str, str]]:
    """Yield each table of the facts with its columns that the truth holds."""
    for columns, fact in QUESTIONS.values():
        widened = _WIDENED.fullmatch(fact)
        added = re.findall(r" as (\w+)", widened[1]) if widened else ()
        table = widened[2] if widened else fact.split()[0]
        if table.startswith("facts."):
            yield table, ", ".join(one for one in columns.split() if one not in added)


HELD = dict(held())
"""Table of the facts -> its columns that are held to the season's truth."""

MODEST = {"threads": 1, "memory_limit": "2GB"}


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


def compiled(folder: Path) -> tuple[dict[str, list[UnitTest]], dict[str, Model]]:
    """Return the unit tests and the models of the facts, as dbt compiles them."""
    create_tables(folder / "denials.duckdb")
    dbt(folder, "build", "--empty")
    tests = unit_tests(folder / "dbt")
    dbt(folder, "compile")
    return tests, models(folder / "dbt" / "manifest.json")


def told(
    tests: Mapping[str, Sequence[UnitTest]], every: Mapping[str, Model], only: set[str]
) -> Iterator[tuple[str, Change, str]]:
    """Yield each change: its model, the change, and ``unit`` or ``none``."""
    with duckdb.connect(config=MODEST) as memory:
        for name, model in every.items():
            short = name.rsplit(".", 1)[1]
            if only and short not in only:
                continue
            own = changes(model.sql)
            left = set(unnoticed(memory, tests[short]) if short in tests else range(len(own)))
            for ordinal, change in enumerate(own):
                yield name, change, "none" if ordinal in left else "unit"


def told_by_season(
    season: Season, every: Iterator[tuple[str, Change, str]]
) -> Iterator[tuple[str, Change, str]]:
    """Yield the same, with what a season says of changes no unit test notices."""
    for name, change, said in every:
        yield name, change, said if said == "unit" else season.notices(name, change) or "none"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="models, comma between")
    parser.add_argument("--season", type=Path, help="folder of the season to try the others on")
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    with tempfile.TemporaryDirectory() as name:
        tests, every = compiled(Path(name))
    changed = told(tests, every, only)
    if options.season is None:
        show(changed)
        return
    options.season.mkdir(parents=True, exist_ok=True)
    # Read only: nothing of the season can stay changed, and what is made anew is in memory.
    made = str(season_file(options.season))
    with duckdb.connect(made, read_only=True, config=MODEST) as warehouse:
        show(told_by_season(Season(warehouse, every, HELD), changed))


def show(every: Iterator[tuple[str, Change, str]]) -> None:
    """Print what nobody notices, and how many of all changes that are."""
    tally: Counter[str] = Counter()
    for name, change, said in every:
        tally[said] += 1
        if said in {"rows", "none"}:
            print(f"{name.rsplit('.', 1)[1]:32}{said:5} {change}", flush=True)
    print(
        f"{tally.total()} changes: {tally['unit']} noticed by a unit test, {tally['truth']} by the "
        f"season's truth; {tally['rows']} alter only rows nobody compares, {tally['none']} nothing"
    )


if __name__ == "__main__":
    main()
