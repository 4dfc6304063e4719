"""Whether a remittance adds up: findings with the difference, nothing is dropped.

Takes the rows of raw tables. A line's charge less its adjustments is its payment, a claim's charge
less all of its adjustments is its payment, the claims' payments less the provider adjustments are
the set's payment (domain: X12 835 guide on balancing, RFI 2601). AMT segments never balance. An
element that was not sent, or is no amount, counts as 0. No tolerance; no claim is exempt.

Lines that leave together what the claim adjusts as a whole are told apart: there the payer adjusted
the claim, not its lines (ruling R20), and nothing is wrong.
"""

import duckdb

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

# Once, and only what does not add up: mostly nothing.
_LINES = """
    create or replace temp table unbalanced_lines as
    select
        lines.file_id, lines.segment_number, lines.claim_segment,
        coalesce(lines.charge_usd, 0) - coalesce(adjusted.usd, 0)
        - coalesce(lines.paid_usd, 0) as difference_usd
    from raw.remittance_services as lines
    left join (
        select file_id, service_segment as segment_number, sum(adjusted_usd) as usd
        from raw.remittance_adjustments
        where practice_id = $practice and file_id in (select file_id from {batch})
        group by all
    ) as adjusted using (file_id, segment_number)
    where
        lines.practice_id = $practice and lines.file_id in (select file_id from {batch})
        and difference_usd <> 0
"""

_ADJUSTED_CLAIMS = """
    create or replace temp table claims_adjusted_whole as
    select file_id, claim_segment
    from (
        select file_id, claim_segment, sum(difference_usd) as usd
        from unbalanced_lines group by all
    )
    inner join (
        select file_id, claim_segment, sum(adjusted_usd) as usd
        from raw.remittance_adjustments
        where
            practice_id = $practice and file_id in (select file_id from {batch})
            and service_segment is null
        group by all
    ) using (file_id, claim_segment, usd)
"""

_SUMS = {
    UNBALANCED_LINE: (
        "from unbalanced_lines anti join claims_adjusted_whole using (file_id, claim_segment)"
    ),
    ADJUSTED_AS_CLAIM: (
        "from unbalanced_lines semi join claims_adjusted_whole using (file_id, claim_segment)"
    ),
    UNBALANCED_CLAIM: """
        select
            claims.file_id, claims.segment_number,
            coalesce(claims.charge_usd, 0) - coalesce(adjusted.usd, 0)
            - coalesce(claims.paid_usd, 0) as difference_usd
        from raw.remittance_claims as claims
        left join (
            select file_id, claim_segment as segment_number, sum(adjusted_usd) as usd
            from raw.remittance_adjustments
            where practice_id = $practice and file_id in (select file_id from {batch})
            group by all
        ) as adjusted using (file_id, segment_number)
        where claims.practice_id = $practice and claims.file_id in (select file_id from {batch})
    """,
    # A debit (BPR03 D) is money the practice pays.
    UNBALANCED_PAYMENT: """
        select
            payments.file_id, payments.segment_number,
            coalesce(claims.usd, 0) - coalesce(adjusted.usd, 0)
            - coalesce(
                if(payments.credit_debit_code = 'D', -payments.payment_usd, payments.payment_usd),
                0
            ) as difference_usd
        from raw.remittance_payments as payments
        left join (
            select file_id, transaction_segment, sum(paid_usd) as usd
            from raw.remittance_claims
            where practice_id = $practice and file_id in (select file_id from {batch})
            group by all
        ) as claims using (file_id, transaction_segment)
        left join (
            select file_id, transaction_segment, sum(amount_usd) as usd
            from raw.provider_adjustments
            where practice_id = $practice and file_id in (select file_id from {batch})
            group by all
        ) as adjusted using (file_id, transaction_segment)
        where payments.practice_id = $practice and payments.file_id in (select file_id from {batch})
    """,
}


def note_unbalanced(connection: duckdb.DuckDBPyConnection, practice_id: str, batch: str) -> int:
    """Write a finding for each line, claim and payment that leaves something; return how many.

    Args:
        connection: With the batch's rows in the raw tables.
        practice_id: Whose files.
        batch: Table of the files to look at (column file_id).
    """
    for steps in (_LINES, _ADJUSTED_CLAIMS):
        connection.execute(steps.format(batch=batch), {"practice": practice_id})
    counts = [
        connection.execute(
            f"""
            insert into raw.findings by name
            select
                $practice as practice_id, file_id, segment_number, $code as code,
                $severity as severity,
                replace($problem, '{{0}}', cast(difference_usd as varchar)) as problem,
                $remedy as remedy
            from ({sums.format(batch=batch)})
            where difference_usd <> 0
            """,  # noqa: S608
            {
                "practice": practice_id,
                "code": code,
                "severity": RULES[code].severity,
                "problem": RULES[code].problem,
                "remedy": RULES[code].remedy,
            },
        ).fetchall()[0][0]
        for code, sums in _SUMS.items()
    ]
    return sum(counts)
