"""Whether a remittance adds up: findings with the difference, nothing is dropped.

A line's charge less its adjustments is its payment, a claim's charge less all of its adjustments is
its payment, the claims' payments less the provider adjustments are the set's payment (domain: X12
835 guide on balancing, RFI 2601). AMT segments never balance. An element that was not sent, or is
no amount, counts as 0; so does a payment (BPR) that is missing. No tolerance; no claim is exempt.

Takes the typed tables of a file's readings one after another. A claim is judged when the next one
begins, so of each part only what the last claim and the sets leave is kept; and of each kind of
finding the first hundred a file, the others are counted.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from pipeline import balancing_sql as sql
from pipeline.x12.findings import ERROR, FINDINGS, INFO, WARNING, Rule
from pipeline.x12.listing import MOST_OF_A_CODE

_ASK = "Ask the payer for a corrected remittance; until then trust its reasons, not its sums."

RULES = {
    sql.UNBALANCED_LINE: Rule(
        WARNING,
        "The line's charge less its adjustments and its payment leaves {0} dollars, not 0.",
        _ASK,
    ),
    sql.ADJUSTED_AS_CLAIM: Rule(
        INFO,
        "The line leaves {0} dollars, which are part of the adjustments of the claim as a whole.",
        "Nothing to do; the payer adjusted the claim and not its lines, and the claim adds up.",
    ),
    sql.UNBALANCED_CLAIM: Rule(
        WARNING,
        "The claim's charge less its adjustments and its payment leaves {0} dollars, not 0.",
        _ASK,
    ),
    sql.UNBALANCED_PAYMENT: Rule(
        WARNING,
        "The claims' payments less provider adjustments and the payment leave {0} dollars, not 0.",
        _ASK,
    ),
    sql.OUTSIDE_CLAIM: Rule(
        ERROR,
        "A service line or adjustment of {0} dollars stands in no claim and is in no figure.",
        "Ask the sender for the file again: the claim's own segment (CLP, CLM) is missing.",
    ),
    sql.STATUS_WITHOUT_CLAIM: Rule(
        ERROR,
        "A status of a claim of {0} dollars does not say which claim; it is in no figure.",
        "Ask the sender which claim it is about: a rejection may be missing from the work.",
    ),
    sql.WITHOUT_REASON: Rule(
        WARNING,
        "{0} dollars are adjusted without a reason code.",
        "Ask the payer why; until then the amount counts as adjusted for an unknown reason.",
    ),
}
"""Code to its rule; the number in its sentence is an amount in dollars."""

Claim = tuple[str, int]
"""A file and the segment that opens a claim in it."""


class Balance:
    """Balances the parts of a batch's files, in temporary tables of the connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Start a batch."""
        self._connection = connection
        self._open: Claim = ("", 0)
        for name, columns in (
            ("left_parts", sql.PART_COLUMNS),
            ("noted", "code varchar, file_id varchar, segment_number integer, said varchar"),
            ("noted_counts", "code varchar, file_id varchar, count bigint"),
        ):
            connection.execute(f"create or replace temp table {name} ({columns})")

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Take the typed tables of a reading."""
        self._note_beside(tables)
        # The queries read these by their names here.
        services = tables["remittance_services"]
        adjustments = tables["remittance_adjustments"]
        claims = tables["remittance_claims"]
        payments = tables["remittance_payments"]
        provider_adjustments = tables["provider_adjustments"]
        parts = (services, adjustments, claims, payments, provider_adjustments)
        if not any(part.num_rows for part in parts):
            return
        self._connection.execute(f"insert into left_parts {sql.LEFT}")
        self._connection.execute(f"create or replace temp table fresh as {sql.AT_ONCE}")
        self._keep()
        if claims.num_rows:
            last = claims.slice(claims.num_rows - 1)
            self._open = (last["file_id"][0].as_py(), last["segment_number"][0].as_py())
        self._judge()

    def _note_beside(self, tables: Mapping[str, pa.Table]) -> None:
        """Note lines sent outside of any claim, and statuses that name none."""
        professional = tables["submitted_services"]
        institutional = tables["submitted_institutional_services"]
        dental = tables["submitted_dental_services"]
        events, levels = tables["status_events"], tables["status_hierarchy"]
        if any(part.num_rows for part in (professional, institutional, dental, events, levels)):
            self._connection.execute(f"create or replace temp table fresh as {sql.BESIDE_CLAIMS}")
            self._keep()

    def note(self, practice_id: str) -> int:
        """Write a finding for what leaves something; return how many.

        The rows of the batch are in the raw tables.
        """
        self._open = ("", 0)
        self._judge()
        self._connection.execute(
            f"create or replace temp table fresh as {sql.PAYMENTS}", {"practice": practice_id}
        )
        self._keep()
        self._connection.execute(
            "insert into noted select 'more_findings', file_id, null, "
            "cast(cast(sum(count - $most) as bigint) as varchar) "
            "from noted_counts where count > $most group by file_id",
            {"most": MOST_OF_A_CODE},
        )
        return sum(self._write(practice_id, code) for code in (*RULES, "more_findings"))

    def _judge(self) -> None:
        """Judge the claims that are over, and keep what may still go on."""
        is_open = "(file_id = $file and claim_segment = $claim)"
        given = dict(zip(("file", "claim"), self._open, strict=True))
        is_over = f"not {is_open}"
        self._connection.execute(
            f"create or replace temp table fresh as {sql.CLAIMS.format(is_over=is_over)}", given
        )
        self._keep()
        self._connection.execute(
            f"create or replace temp table left_parts as select * from left_parts "  # noqa: S608
            f"where kind = 'payment' or {is_open}",
            given,
        )

    def _keep(self) -> None:
        """Keep the first of what is found, by file and code, and count all of it."""
        self._connection.execute(
            """
            insert into noted
            select
                fresh.code, fresh.file_id, fresh.segment_number,
                cast(fresh.difference_usd as varchar)
            from fresh
            left join noted_counts as before using (code, file_id)
            qualify coalesce(before.count, 0) + row_number() over (
                partition by fresh.code, fresh.file_id order by fresh.segment_number
            ) <= $most
            """,
            {"most": MOST_OF_A_CODE},
        )
        self._connection.execute(
            "create or replace temp table noted_counts as select code, file_id, "
            "cast(sum(count) as bigint) as count from (from noted_counts union all "
            "select code, file_id, count(*) from fresh group by all) group by all"
        )

    def _write(self, practice_id: str, code: str) -> int:
        rule = (RULES | FINDINGS)[code]
        given = {
            "practice": practice_id,
            "code": code,
            "severity": rule.severity,
            "problem": rule.problem,
            "remedy": rule.remedy,
        }
        return self._connection.execute(
            """
            insert into raw.findings by name
            select $practice as practice_id, file_id, segment_number, $code as code,
                $severity as severity, replace($problem, '{0}', said) as problem,
                $remedy as remedy
            from noted where code = $code
            """,
            given,
        ).fetchall()[0][0]
