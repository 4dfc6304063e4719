"""Whether a remittance adds up: findings with the difference, nothing is dropped.

A line's charge less its adjustments is its payment, a claim's charge less all of its adjustments is
its payment, the claims' payments less the provider adjustments are the set's payment (domain: X12
835 guide on balancing, RFI 2601). AMT segments never balance. An element that was not sent, or is
no amount, counts as 0. No tolerance; no claim is exempt.

Lines that leave together what the claim adjusts as a whole are told apart: there the payer adjusted
the claim, not its lines (ruling R20), and nothing is wrong.

Takes the typed tables of a file's readings one after another. Of each part only what it leaves is
kept: a claim that lies in two parts leaves something in both, and together nothing.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from pipeline.x12.findings import INFO, WARNING, Rule

UNBALANCED_LINE, UNBALANCED_CLAIM, UNBALANCED_PAYMENT = (
    *("unbalanced_line", "unbalanced_claim", "unbalanced_payment"),
)
ADJUSTED_AS_CLAIM = "adjusted_as_claim"

_ASK = "Ask the payer for a corrected remittance; until then trust its reasons, not its sums."

RULES = {
    UNBALANCED_LINE: Rule(
        WARNING,
        "The line's charge less its adjustments and its payment leaves {0} dollars, not 0.",
        _ASK,
    ),
    ADJUSTED_AS_CLAIM: Rule(
        INFO,
        "The line leaves {0} dollars, which are part of the adjustments of the claim as a whole.",
        "Nothing to do; the payer adjusted the claim and not its lines, and the claim adds up.",
    ),
    UNBALANCED_CLAIM: Rule(
        WARNING,
        "The claim's charge less its adjustments and its payment leaves {0} dollars, not 0.",
        _ASK,
    ),
    UNBALANCED_PAYMENT: Rule(
        WARNING,
        "The claims' payments less provider adjustments and the payment leave {0} dollars, not 0.",
        _ASK,
    ),
}
"""Code to its rule; the number in its sentence is the difference in dollars."""


def _usd(column: str) -> str:
    return f"coalesce({column}, 0)"


# A debit (BPR03 D) is money the practice pays.
_PAYMENT = f"if(credit_debit_code = 'D', -{_usd('payment_usd')}, {_usd('payment_usd')})"

_SHARES = f"""
    select 'line' as kind, file_id, segment_number, claim_segment,
        {_usd("charge_usd")} - {_usd("paid_usd")} as usd
    from services
    union all
    select 'line', file_id, service_segment, claim_segment, -{_usd("adjusted_usd")}
    from adjustments where service_segment is not null
    union all
    select 'claim', file_id, segment_number, segment_number,
        {_usd("charge_usd")} - {_usd("paid_usd")}
    from claims
    union all
    select 'claim', file_id, claim_segment, claim_segment, -{_usd("adjusted_usd")}
    from adjustments where claim_segment is not null
    union all
    select 'whole', file_id, claim_segment, claim_segment, {_usd("adjusted_usd")}
    from adjustments where claim_segment is not null and service_segment is null
    union all
    select 'payment', file_id, transaction_segment, null, {_usd("paid_usd")} from claims
    union all
    select 'payment', file_id, transaction_segment, null, -{_usd("amount_usd")}
    from provider_adjustments
    union all
    select 'payment', file_id, transaction_segment, null, -{_PAYMENT} from payments
"""  # noqa: S608 - made of constants

_COLUMNS = (
    "kind varchar, file_id varchar, segment_number integer, claim_segment integer, "
    "usd decimal(38, 2)"
)

_LEFT = """
    select file_id, segment_number, claim_segment, sum(usd) as difference_usd
    from left_parts where kind = '{}' group by all having sum(usd) <> 0
"""

_LINES = f"""
    from ({_LEFT.format("line")}) {{}} join (
        select file_id, claim_segment from left_parts group by all
        having sum(usd) filter (kind = 'line') = sum(usd) filter (kind = 'whole')
    ) using (file_id, claim_segment)
"""  # noqa: S608 - made of constants

_FOUND = {
    UNBALANCED_LINE: _LINES.format("anti"),
    ADJUSTED_AS_CLAIM: _LINES.format("semi"),
    UNBALANCED_CLAIM: _LEFT.format("claim"),
    # A set is told of by its payment, the first where it has several.
    UNBALANCED_PAYMENT: f"""
        select sums.file_id, min(payments.segment_number) as segment_number, difference_usd
        from ({_LEFT.format("payment")}) as sums
        inner join raw.remittance_payments as payments
            on sums.file_id = payments.file_id
            and sums.segment_number = payments.transaction_segment
        where payments.practice_id = $practice
        group by sums.file_id, sums.segment_number, difference_usd
    """,  # noqa: S608 - made of constants
}


class Balance:
    """Balances the parts of a batch's files, in temporary tables of the connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Start a batch."""
        self._connection = connection
        connection.execute(f"create or replace temp table left_parts ({_COLUMNS})")

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Take the tables of a reading."""
        # The query reads these by their names here.
        services = tables["remittance_services"]
        adjustments = tables["remittance_adjustments"]
        claims = tables["remittance_claims"]
        payments = tables["remittance_payments"]
        provider_adjustments = tables["provider_adjustments"]
        parts = (services, adjustments, claims, payments, provider_adjustments)
        if any(part.num_rows for part in parts):
            self._connection.execute(
                f"insert into left_parts select kind, file_id, segment_number, claim_segment, "  # noqa: S608
                f"sum(usd) from ({_SHARES}) group by all having sum(usd) <> 0"
            )

    def note(self, practice_id: str) -> int:
        """Write a finding for each line, claim and payment that leaves something; return how many.

        The rows of the batch are in the raw tables.
        """
        return sum(self._note(practice_id, code) for code in _FOUND)

    def _note(self, practice_id: str, code: str) -> int:
        rule = RULES[code]
        given = {
            "practice": practice_id,
            "code": code,
            "severity": rule.severity,
            "problem": rule.problem,
            "remedy": rule.remedy,
        }
        return self._connection.execute(
            f"""
            insert into raw.findings by name
            select
                $practice as practice_id, file_id, segment_number, $code as code,
                $severity as severity,
                replace($problem, '{{0}}', cast(difference_usd as varchar)) as problem,
                $remedy as remedy
            from ({_FOUND[code]})
            """,  # noqa: S608
            given,
        ).fetchall()[0][0]
