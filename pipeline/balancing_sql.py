"""The questions by which a remittance is balanced, over the typed tables of one reading.

``left_parts`` holds what each line, claim and set leaves (charge less adjustments less payment), by
kind: ``line``, ``claim``, ``whole`` (what the claim adjusts as a whole) and ``payment``. Each
question gives code, file_id, segment_number and difference_usd.
"""

from pipeline.x12.layouts.claim_status import PATIENT_LEVELS

UNBALANCED_LINE, UNBALANCED_CLAIM, UNBALANCED_PAYMENT = (
    *("unbalanced_line", "unbalanced_claim", "unbalanced_payment"),
)
ADJUSTED_AS_CLAIM, OUTSIDE_CLAIM, WITHOUT_REASON, STATUS_WITHOUT_CLAIM = (
    *("adjusted_as_claim", "outside_claim", "adjustment_without_reason"),
    "status_without_claim",
)

PART_COLUMNS = (
    "kind varchar, file_id varchar, segment_number integer, claim_segment integer, "
    "usd decimal(38, 2)"
)

# A debit (BPR03 D) is money the practice pays.
_PAYMENT = "if(credit_debit_code = 'D', -1, 1) * coalesce(payment_usd, 0)"

_SHARES = f"""
    select 'line' as kind, file_id, segment_number, claim_segment,
        coalesce(charge_usd, 0) - coalesce(paid_usd, 0) as usd
    from services where claim_segment is not null
    union all
    select 'line', file_id, service_segment, claim_segment, -coalesce(adjusted_usd, 0)
    from adjustments where claim_segment is not null and service_segment is not null
    union all
    select 'claim', file_id, segment_number, segment_number,
        coalesce(charge_usd, 0) - coalesce(paid_usd, 0)
    from claims
    union all
    select 'claim', file_id, claim_segment, claim_segment, -coalesce(adjusted_usd, 0)
    from adjustments where claim_segment is not null
    union all
    select 'whole', file_id, claim_segment, claim_segment, coalesce(adjusted_usd, 0)
    from adjustments where claim_segment is not null and service_segment is null
    union all
    select 'payment', file_id, transaction_segment, null, coalesce(paid_usd, 0) from claims
    union all
    select 'payment', file_id, transaction_segment, null, -coalesce(amount_usd, 0)
    from provider_adjustments
    union all
    select 'payment', file_id, transaction_segment, null, -({_PAYMENT}) from payments
"""  # noqa: S608 - made of constants

LEFT = f"""
    select kind, file_id, segment_number, claim_segment, sum(usd) as usd
    from ({_SHARES}) group by all having sum(usd) <> 0
"""  # noqa: S608 - made of constants

AT_ONCE = f"""
    select '{OUTSIDE_CLAIM}' as code, file_id, segment_number,
        coalesce(charge_usd, 0) as difference_usd
    from services where claim_segment is null
    union all
    select '{OUTSIDE_CLAIM}', file_id, segment_number, coalesce(adjusted_usd, 0)
    from adjustments where claim_segment is null
    union all
    select '{WITHOUT_REASON}', file_id, segment_number, adjusted_usd
    from adjustments where carc_code is null and adjusted_usd <> 0
"""  # noqa: S608 - made of constants
"""What one part shows by itself."""

BESIDE_CLAIMS = f"""
    select '{OUTSIDE_CLAIM}' as code, file_id, segment_number,
        coalesce(charge_usd, 0) as difference_usd
    from (
        select file_id, segment_number, claim_segment, charge_usd from professional
        union all
        select file_id, segment_number, claim_segment, charge_usd from institutional
        union all
        select file_id, segment_number, claim_segment, charge_usd from dental
    ) where claim_segment is null
    union all
    select '{STATUS_WITHOUT_CLAIM}', events.file_id, events.segment_number,
        coalesce(events.charge_usd, 0)
    from events inner join levels
        on events.file_id = levels.file_id and events.hierarchy_segment = levels.segment_number
    where events.trace_segment is null and levels.level_code in {PATIENT_LEVELS}
"""  # noqa: S608 - made of constants
"""What stands in claims sent, and in what is said of them, without a claim."""

# Where the payer adjusted the claim and not its lines, the claim adds up, and every line leaves
# some of what the claim adjusts, none of them more than that and none the other way (R20).
CLAIMS = f"""
    with sums as (
        select kind, file_id, segment_number, claim_segment, sum(usd) as usd
        from left_parts where kind <> 'payment' and {{is_over}}
        group by all having sum(usd) <> 0
    ),
    adjusted_as_claim as (
        select file_id, claim_segment from sums group by all
        having
            count_if(kind = 'claim') = 0
            and sum(usd) filter (kind = 'line') = sum(usd) filter (kind = 'whole')
            and min(sign(usd)) filter (kind = 'line') = max(sign(usd)) filter (kind = 'line')
    )
    select '{UNBALANCED_CLAIM}' as code, file_id, segment_number, usd as difference_usd
    from sums where kind = 'claim'
    union all
    select '{UNBALANCED_LINE}', file_id, segment_number, usd
    from sums anti join adjusted_as_claim using (file_id, claim_segment) where kind = 'line'
    union all
    select '{ADJUSTED_AS_CLAIM}', file_id, segment_number, usd
    from sums semi join adjusted_as_claim using (file_id, claim_segment) where kind = 'line'
"""  # noqa: S608 - made of constants
"""What claims leave that are over; ``is_over`` chooses them."""

# A set is told of by its payment, the first where it has several, else by its ST.
PAYMENTS = f"""
    select '{UNBALANCED_PAYMENT}' as code, sums.file_id,
        coalesce(min(payments.segment_number), sums.segment_number) as segment_number,
        any_value(sums.usd) as difference_usd
    from (
        select file_id, segment_number, sum(usd) as usd from left_parts
        where kind = 'payment' group by all having sum(usd) <> 0
    ) as sums
    left join raw.remittance_payments as payments
        on payments.practice_id = $practice and sums.file_id = payments.file_id
        and sums.segment_number = payments.transaction_segment
    group by sums.file_id, sums.segment_number
"""  # noqa: S608 - made of constants
"""What sets leave, once all parts are in."""
