"""What is asked about remittances (835): SQL over the raw tables of one loaded file.

Takes ``$most`` where an answer is a list. Amounts are dollars with the sign the payer gave them;
differences are those of the findings ``unbalanced_…`` (`pipeline.balancing`).
"""

PAYMENTS = """
with payers as (
    select transaction_segment, min_by(name, segment_number) as payer,
        min_by(identifier, segment_number) as payer_identifier
    from raw.remittance_payers group by all
),
traces as (
    select transaction_segment, min_by(trace_number, segment_number) as trace_number
    from raw.remittance_traces group by all
),
claims as (
    select transaction_segment, count(*) as claim_count, sum(paid_usd) as claims_paid_usd
    from raw.remittance_claims group by all
),
adjusted as (
    select transaction_segment, sum(amount_usd) as provider_adjusted_usd
    from raw.provider_adjustments group by all
)
select
    segment_number, payer, payer_identifier, trace_number, payment_method_code, paid_on,
    if(credit_debit_code = 'D', -payment_usd, payment_usd) as payment_usd,
    coalesce(claim_count, 0) as claim_count, coalesce(claims_paid_usd, 0) as claims_paid_usd,
    coalesce(provider_adjusted_usd, 0) as provider_adjusted_usd
from raw.remittance_payments
left join payers using (transaction_segment)
left join traces using (transaction_segment)
left join claims using (transaction_segment)
left join adjusted using (transaction_segment)
order by segment_number limit $most
"""

TOTALS = """
select
    (select count(*) from raw.remittance_payments) as payment_count,
    (
        select coalesce(sum(if(credit_debit_code = 'D', -payment_usd, payment_usd)), 0)
        from raw.remittance_payments
    ) as payment_usd,
    count(*) as claim_count, coalesce(sum(charge_usd), 0) as charge_usd,
    coalesce(sum(paid_usd), 0) as paid_usd, coalesce(sum(patient_usd), 0) as patient_usd,
    (select count(*) from raw.remittance_services) as line_count,
    (select coalesce(sum(adjusted_usd), 0) from raw.remittance_adjustments) as adjusted_usd,
    (
        select coalesce(sum(amount_usd), 0) from raw.provider_adjustments
    ) as provider_adjusted_usd
from raw.remittance_claims
"""

BALANCE = """
select
    count(*) filter (code = 'unbalanced_line') as unbalanced_line_count,
    count(*) filter (code = 'adjusted_as_claim') as adjusted_as_claim_count,
    count(*) filter (code = 'unbalanced_claim') as unbalanced_claim_count,
    count(*) filter (code = 'unbalanced_payment') as unbalanced_payment_count
from raw.findings
"""

CLAIM_STATUSES = """
select claim_status_code, count(*) as claim_count, coalesce(sum(charge_usd), 0) as charge_usd,
    coalesce(sum(paid_usd), 0) as paid_usd
from raw.remittance_claims
group by all order by claim_count desc, claim_status_code limit $most
"""

ADJUSTMENTS = """
select group_code, count(*) as adjustment_count, coalesce(sum(adjusted_usd), 0) as adjusted_usd
from raw.remittance_adjustments
group by all order by group_code limit $most
"""

REASONS = """
select
    group_code, carc_code, count(*) as adjustment_count,
    count(distinct claim_segment) as claim_count, coalesce(sum(adjusted_usd), 0) as adjusted_usd
from raw.remittance_adjustments
where carc_code is not null or adjusted_usd is not null
group by all
order by abs(coalesce(sum(adjusted_usd), 0)) desc, group_code, carc_code limit $most
"""

REMARKS = """
select remark_code, count(*) as remark_count, count(distinct claim_segment) as claim_count
from (
    select claim_segment, remark_code from raw.remittance_remarks where qualifier = 'HE'
    union all
    select claim_segment, unnest(
        [remark_code_1, remark_code_2, remark_code_3, remark_code_4, remark_code_5]
    ) from (
        select * from raw.remittance_outpatient
        union all by name select * from raw.remittance_inpatient
    )
)
where remark_code is not null
group by all order by remark_count desc, remark_code limit $most
"""

PROVIDER_ADJUSTMENTS = """
select reason_code, count(*) as adjustment_count, coalesce(sum(amount_usd), 0) as amount_usd
from raw.provider_adjustments
group by all order by reason_code limit $most
"""

CLAIMS = """
with first_claims as (
    select * from raw.remittance_claims order by segment_number limit $most
),
adjusted as (
    select claim_segment, sum(adjusted_usd) as usd from raw.remittance_adjustments
    where claim_segment in (select segment_number from first_claims) group by all
),
lines as (
    select claim_segment, count(*) as line_count from raw.remittance_services
    where claim_segment in (select segment_number from first_claims) group by all
)
select
    segment_number, claim_number, claim_status_code, charge_usd,
    coalesce(usd, 0) as adjusted_usd, paid_usd, patient_usd, coalesce(line_count, 0) as line_count,
    coalesce(charge_usd, 0) - coalesce(usd, 0) - coalesce(paid_usd, 0) as difference_usd
from first_claims
left join adjusted on segment_number = adjusted.claim_segment
left join lines on segment_number = lines.claim_segment
order by segment_number
"""
