-- Other payers of a claim's patient (loop 2320), each with what it paid and adjusted as a whole.
with

paid as (

    select
        file_id,
        other_segment,
        sum(amount_usd) filter (where qualifier = 'D') as paid_usd,
        count(*) filter (where qualifier = 'D') > 0 as has_paid_amount,
        sum(amount_usd) filter (where qualifier = 'A8') as not_covered_usd
    from sent.submitted_amounts
    where other_segment is not null
    group by all

),

adjusted as (

    select
        file_id,
        other_segment,
        sum(adjusted_usd) as adjusted_usd
    from sent.submitted_adjustments
    where other_segment is not null and line_segment is null
    group by all

),

answered as (

    select
        file_id,
        other_segment,
        max(answered_on) as answered_on
    from sent.submitted_answer_dates
    where other_segment is not null
    group by all

),

payers as (

    select
        file_id,
        other_segment,
        min_by(payer_id, segment_number) as payer_id,
        min_by(identifier, segment_number) as payer_identifier
    from sent_payers
    where other_segment is not null
    group by all

)

select
    claims.claim_key,
    subscribers.segment_number as other_segment,
    subscribers.responsibility_code,
    subscribers.filing_code,
    payers.payer_id,
    payers.payer_identifier,
    paid.paid_usd,
    coalesce(paid.has_paid_amount, false) as has_paid_amount,
    paid.not_covered_usd,
    adjusted.adjusted_usd,
    answered.answered_on
from sent.submitted_subscribers as subscribers
inner join claims
    on
        subscribers.file_id = claims.file_id
        and subscribers.claim_segment = claims.claim_segment
left join payers
    on
        subscribers.file_id = payers.file_id
        and subscribers.segment_number = payers.other_segment
left join paid
    on subscribers.file_id = paid.file_id and subscribers.segment_number = paid.other_segment
left join adjusted
    on
        subscribers.file_id = adjusted.file_id
        and subscribers.segment_number = adjusted.other_segment
left join answered
    on
        subscribers.file_id = answered.file_id
        and subscribers.segment_number = answered.other_segment
