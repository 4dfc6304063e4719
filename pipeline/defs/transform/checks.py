"""Checks of whole tables: each named as the sentence it asserts, none of them blocking.

What they find is printed on the packet too; a run that stopped for it would hold back everything
else. What would publish something false stops the run elsewhere: segments that are lost (loading),
data tests of the models (dbt), pages that do not tie (packet).
"""

from collections.abc import Callable, Sequence

import dagster as dg
import duckdb

from pipeline import checking
from pipeline.checking import Answer
from pipeline.defs.wiring.home import TriageHome
from pipeline.defs.wiring.partitions import POOL
from pipeline.resources.warehouse import Warehouse

Question = Callable[[duckdb.DuckDBPyConnection], Answer]

QUESTIONS: tuple[tuple[str, str, Question], ...] = (
    ("raw", "files", checking.every_file_can_be_read),
    ("facts", "fct_adjudications", checking.sums_add_up),
    ("facts", "fct_adjustments", checking.a_rule_knows_every_code),
    ("rollups", "rlp_feed_week", checking.every_feed_arrived),
)


def check_of(schema: str, table: str, question: Question) -> dg.AssetChecksDefinition:
    """Return the check that asks one question about one table."""

    @dg.asset_check(
        asset=[schema, table],
        name=question.__name__,
        description=question.__doc__,
        pool=POOL,
    )
    def ask(triage_home: TriageHome) -> dg.AssetCheckResult:
        with Warehouse(triage_home.open()).reading() as connection:
            return result_of(question.__name__, [question(connection)])

    return ask


def result_of(
    name: str,
    answers: Sequence[Answer],
    severity: dg.AssetCheckSeverity = dg.AssetCheckSeverity.WARN,
) -> dg.AssetCheckResult:
    """Return answers, one a practice, as the one result that Dagster shows."""
    return dg.AssetCheckResult(
        check_name=name,
        passed=all(answer.passed for answer in answers),
        severity=severity,
        description=" ".join(answer.words for answer in answers),
        metadata={"count": sum(answer.count for answer in answers)},
    )


@dg.definitions
def checks() -> dg.Definitions:
    """Build a check a question."""
    return dg.Definitions(asset_checks=[check_of(*each) for each in QUESTIONS])
