-- From when the payer counts the days to file a claim, and how many. A claim to a second payer
-- counts from the earlier payer's decision, a replacement from the decision that it corrects. No
-- row where that day is not known, nor for what is taken back.
with

asked as (

    select
        claims.claim_key,
        claims.claim_number,
        claims.payer_id,
        claims.payer_sequence,
        claims.patient_token,
        claims.judged_on,
        claims.frequency_code = '7' as is_replacement,
        deadlines.deadline_rule_id,
        deadlines.filing_clock,
        deadlines.filing_days,
        deadlines.corrected_days,
        upper(regexp_replace(claims.original_reference, '[^0-9A-Za-z]', '', 'g')) as number_key
    from claims
    left join settings.payers as payers on claims.payer_id = payers.payer_id
    inner join payer_deadlines as deadlines
        on deadlines.deadline_rule_id = coalesce(payers.deadline_rule_id, 'default')
    where claims.frequency_code is distinct from '8'

),

replacements as (

    select * from asked
    where is_replacement

),

-- the oldest line counts, by its last day
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

    select replacements.claim_key, answers.remit_on
    from replacements
    inner join history_answers as answers
        on
            replacements.payer_id = answers.payer_id
            and replacements.number_key
            = upper(regexp_replace(answers.payer_claim_number, '[^0-9A-Za-z]', '', 'g'))
            and replacements.judged_on > answers.known_on

    union all

    select replacements.claim_key, answers.remit_on
    from replacements
    inner join history_answers as answers
        on
            replacements.payer_id = answers.payer_id
            and replacements.claim_number = answers.claim_number
            and replacements.patient_token = answers.patient_token
            and replacements.judged_on > answers.known_on

),

corrected as (

    select claim_key, max(remit_on) as remit_on
    from answers
    group by claim_key

),

clocks as (

    select
        asked.claim_key,
        asked.deadline_rule_id,
        case
            when asked.is_replacement then corrected.remit_on
            when asked.payer_sequence in ('secondary', 'tertiary') then earlier.answered_on
            when asked.filing_clock = 'service_on' then services.service_on
        end as clock_on,
        case
            when asked.is_replacement then 'the payer''s decision'
            when asked.payer_sequence in ('secondary', 'tertiary')
                then 'the earlier payer''s decision'
            else 'the service'
        end as clock,
        case
            when asked.is_replacement then asked.corrected_days else asked.filing_days
        end as limit_days
    from asked
    left join services using (claim_key)
    left join earlier using (claim_key)
    left join corrected using (claim_key)

)

select
    claim_key,
    deadline_rule_id,
    clock,
    clock_on,
    limit_days,
    clock_on + limit_days as limit_on
from clocks
where clock_on is not null and limit_days > 0
