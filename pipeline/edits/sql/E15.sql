-- Timely filing age: how much of the payer's limit is gone on the day of sending. A claim to a
-- second payer counts from the earlier payer's decision, a replacement from the decision that it
-- corrects. It never holds: holding makes it later.
with

asked as (

    select
        judged.edit_id,
        judged.warn_share,
        judged.urgent_share,
        claims.claim_key,
        claims.claim_segment,
        claims.claim_number,
        claims.form,
        claims.payer_id,
        claims.payer_sequence,
        claims.frequency_code,
        claims.patient_token,
        claims.as_of_on,
        claims.judged_on,
        deadlines.deadline_rule_id,
        deadlines.filing_clock,
        deadlines.filing_days,
        deadlines.corrected_days,
        upper(regexp_replace(claims.original_reference, '[^0-9A-Za-z]', '', 'g')) as number_key
    from judged
    inner join claims using (claim_key)
    left join settings.payers as payers on claims.payer_id = payers.payer_id
    inner join payer_deadlines as deadlines
        on deadlines.deadline_rule_id = coalesce(payers.deadline_rule_id, 'default')
    where claims.frequency_code is distinct from '8'

),

services as (

    select claim_key, min(greatest(service_on, service_to_on)) as service_on
    from lines
    group by claim_key

),

-- when an earlier payer decided, as the claim says it
earlier as (

    select claim_key, max(answered_on) as answered_on
    from (
        select claim_key, answered_on from other_payers
        union all
        select claim_key, answered_on from line_answers
    )
    group by claim_key

),

-- when this payer decided on the claim that is replaced; one of which nobody knows has no clock
answers as (

    select asked.edit_id, asked.claim_key, answers.remit_on
    from asked
    inner join history_answers as answers
        on
            asked.payer_id = answers.payer_id
            and asked.number_key
            = upper(regexp_replace(answers.payer_claim_number, '[^0-9A-Za-z]', '', 'g'))
            and asked.judged_on > answers.known_on

    union all

    select asked.edit_id, asked.claim_key, answers.remit_on
    from asked
    inner join history_answers as answers
        on
            asked.payer_id = answers.payer_id
            and asked.claim_number = answers.claim_number
            and asked.patient_token = answers.patient_token
            and asked.judged_on > answers.known_on

),

corrected as (

    select edit_id, claim_key, max(remit_on) as remit_on
    from answers
    group by edit_id, claim_key

),

clocks as (

    select
        asked.*,
        case
            when asked.frequency_code = '7' then corrected.remit_on
            when asked.payer_sequence in ('secondary', 'tertiary') then earlier.answered_on
            when asked.filing_clock = 'service_on' then services.service_on
        end as clock_on,
        case
            when asked.frequency_code = '7' then 'the payer''s decision'
            when asked.payer_sequence in ('secondary', 'tertiary')
                then 'the earlier payer''s decision'
            else 'the service'
        end as clock,
        case
            when asked.frequency_code = '7' then asked.corrected_days else asked.filing_days
        end as limit_days
    from asked
    left join services using (claim_key)
    left join earlier using (claim_key)
    left join corrected using (edit_id, claim_key)

),

aged as (

    select *, date_diff('day', clock_on, as_of_on) as age_days
    from clocks
    where clock_on is not null and limit_days > 0

)

select
    edit_id,
    claim_key,
    cast(null as int) as line_number,
    claim_segment as segment_number,
    case
        when frequency_code = '7' then 'CLM05-3'
        when clock = 'the earlier payer''s decision' then 'DTP*573'
        when form = '837I' then 'DTP*434'
        else 'DTP*472'
    end as field,
    case
        when age_days > limit_days then 'past the limit: '
        when age_days >= urgent_share * limit_days then 'urgent: '
        else ''
    end || 'day ' || age_days || ' of ' || limit_days || ' since ' || clock || ' on ' || clock_on
        as found,
    case
        when age_days > limit_days
            then
                'proof that the payer accepted the claim before ' || (clock_on + limit_days + 1)
                || ' (277CA)'
        else 'the claim with the payer by ' || (clock_on + limit_days)
    end || ', by the rule ' || deadline_rule_id as wanted,
    'A claim that comes after the limit is not paid; holding it makes it later.' as why,
    'warn' as at_most
from aged
where age_days >= warn_share * limit_days
