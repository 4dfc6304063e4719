-- Secondary without primary result: a claim to a second or third payer says what the payers before
-- it decided, in amounts that add up, unless the earlier payer has sent it on already.
with

asked as (

    select
        judged.edit_id,
        judged.each_line,
        judged.crossover_days,
        claims.claim_key,
        claims.claim_segment,
        claims.claim_number,
        claims.charge_usd,
        claims.payer_id,
        claims.payer_sequence,
        claims.service_from_on,
        claims.judged_on
    from judged
    inner join claims using (claim_key)
    where
        claims.payer_sequence in ('secondary', 'tertiary')
        and claims.frequency_code is distinct from '8'

),

-- loops of payers that come before this one; one that was passed over decided nothing
before_it as (

    select
        asked.edit_id,
        asked.claim_key,
        others.other_segment,
        others.responsibility_code,
        others.payer_id,
        others.payer_identifier,
        others.has_paid_amount,
        others.paid_usd,
        others.adjusted_usd,
        others.answered_on,
        coalesce(others.not_covered_usd = asked.charge_usd, false) as is_passed_over
    from asked
    inner join other_payers as others using (claim_key)
    where
        others.responsibility_code = 'P'
        or (others.responsibility_code = 'S' and asked.payer_sequence = 'tertiary')

),

-- sums of one payer's answers on one line
answered as (

    select
        before_it.edit_id,
        before_it.claim_key,
        before_it.other_segment,
        answers.line_number,
        min(answers.segment_number) as segment_number,
        sum(answers.paid_usd) as paid_usd,
        sum(coalesce(answers.adjusted_usd, 0)) as adjusted_usd,
        max(answers.answered_on) as answered_on
    from before_it
    inner join line_answers as answers
        on
            before_it.claim_key = answers.claim_key
            and upper(trim(before_it.payer_identifier)) = upper(trim(answers.payer_identifier))
    group by all

),

answered_claims as (

    select
        edit_id,
        claim_key,
        other_segment,
        count(*) as line_count,
        sum(adjusted_usd) as adjusted_usd,
        bool_and(answered_on is not null) as has_days
    from answered
    group by all

),

results as (

    select
        before_it.*,
        answered_claims.line_count,
        answered_claims.has_days,
        coalesce(before_it.adjusted_usd, 0) + coalesce(answered_claims.adjusted_usd, 0)
            as all_adjusted_usd,
        before_it.has_paid_amount
        or before_it.adjusted_usd is not null
        or answered_claims.line_count is not null as has_result
    from before_it
    left join answered_claims using (edit_id, claim_key, other_segment)
    where not before_it.is_passed_over

),

-- what the earlier payer sent on itself comes twice; one that never arrives may be sent by hand
forwarded as (

    select asked.edit_id, asked.claim_key, max(answers.remit_on) as remit_on
    from asked
    inner join history_answers as answers
        on
            asked.claim_number = answers.claim_number
            and asked.service_from_on = answers.service_from_on
            and asked.payer_id <> answers.payer_id
            and asked.judged_on > answers.known_on
    inner join remittance_status_codes as statuses
        on answers.claim_status_code = statuses.claim_status_code and statuses.is_crossover
    where coalesce(answers.reversed_on >= asked.judged_on, true)
    group by all

),

faults as (

    select
        asked.edit_id,
        asked.claim_key,
        cast(null as int) as line_number,
        asked.claim_segment as segment_number,
        'SBR01' as field,
        'a claim to a ' || asked.payer_sequence || ' payer without the loop of its primary payer'
            as found,
        'the loop of each earlier payer, with its decision' as wanted
    from asked
    anti join (select claim_key from before_it where responsibility_code = 'P') as primaries
        using (claim_key)

    union all

    select
        edit_id,
        claim_key,
        null,
        other_segment,
        'AMT*D',
        'an earlier payer without an amount paid, an adjustment or a line decided',
        'what the earlier payer paid (AMT*D) and adjusted (CAS)'
    from results
    where not has_result

    union all

    select
        edit_id,
        claim_key,
        null,
        other_segment,
        'DTP*573',
        'a decision of an earlier payer without its day',
        'the day on which the earlier payer decided'
    from results
    where has_result and answered_on is null and not coalesce(has_days, false)

    union all

    select
        results.edit_id,
        results.claim_key,
        lines.line_number,
        lines.segment_number,
        'SVD',
        'a line on which the earlier payer''s decision is missing',
        'the decision on each line that the earlier payer decided'
    from results
    inner join asked using (edit_id, claim_key)
    inner join lines using (claim_key)
    anti join answered
        on
            results.edit_id = answered.edit_id
            and results.claim_key = answered.claim_key
            and results.other_segment = answered.other_segment
            and lines.line_number = answered.line_number
    where results.has_result and (results.line_count > 0 or asked.each_line)

    union all

    select
        answered.edit_id,
        answered.claim_key,
        answered.line_number,
        answered.segment_number,
        'SVD02',
        'charge ' || lines.charge_usd || ', paid ' || answered.paid_usd || ', adjusted '
        || answered.adjusted_usd,
        'a charge that is what the earlier payer paid and adjusted'
    from answered
    inner join lines
        on answered.claim_key = lines.claim_key and answered.line_number = lines.line_number
    where lines.charge_usd <> answered.paid_usd + answered.adjusted_usd

    union all

    select
        results.edit_id,
        results.claim_key,
        null,
        results.other_segment,
        'AMT*D',
        'charge ' || asked.charge_usd || ', paid ' || coalesce(results.paid_usd, 0) || ', adjusted '
        || results.all_adjusted_usd,
        'a charge that is what the earlier payer paid and adjusted'
    from results
    inner join asked using (edit_id, claim_key)
    where
        (results.has_paid_amount or results.line_count is null)
        and results.has_result
        and asked.charge_usd <> coalesce(results.paid_usd, 0) + results.all_adjusted_usd

)

select
    faults.*,
    'A later payer decides only by what the payers before it decided.' as why,
    'hold' as at_most
from faults
anti join forwarded using (edit_id, claim_key)

union all

select
    asked.edit_id,
    asked.claim_key,
    null,
    asked.claim_segment,
    'SBR01',
    'a claim that the earlier payer sent on itself on ' || forwarded.remit_on,
    'the later payer''s answer to the claim it has',
    'A payer answers the second of two equal claims as a duplicate.',
    case
        when asked.judged_on - asked.crossover_days <= forwarded.remit_on then 'hold' else 'warn'
    end
from asked
inner join forwarded using (edit_id, claim_key)
