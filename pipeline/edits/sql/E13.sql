-- REF*F8 names a claim that the payer never told us of, or one of another client.
with

told as (

    select
        judged.edit_id,
        judged.lookback_days,
        claims.claim_key,
        claims.claim_segment,
        claims.payer_id,
        claims.patient_token,
        claims.service_from_on,
        claims.judged_on,
        upper(regexp_replace(claims.original_reference, '[^0-9A-Za-z]', '', 'g')) as number_key
    from judged
    inner join claims using (claim_key)
    where claims.frequency_code <> '1' and coalesce(trim(claims.original_reference), '') <> ''

),

-- what a status report says of a claim belongs to whom the claim was sent for
sent as (

    select claim_id, payer_id, min(patient_token) as patient_token
    from history_claims
    group by claim_id, payer_id

),

numbers as (

    select payer_id, patient_token, payer_claim_number, remit_on as said_on, known_on
    from history_answers

    union all

    select
        statuses.payer_id,
        sent.patient_token,
        statuses.payer_claim_number,
        statuses.status_on,
        statuses.known_on
    from history_statuses as statuses
    left join sent using (claim_id, payer_id)

),

known as (

    select
        told.edit_id,
        told.claim_key,
        bool_or(
            coalesce(told.patient_token = numbers.patient_token, true)
        ) as is_own
    from told
    inner join numbers
        on
            told.payer_id = numbers.payer_id
            and told.number_key
            = upper(regexp_replace(numbers.payer_claim_number, '[^0-9A-Za-z]', '', 'g'))
            and told.judged_on > numbers.known_on
            and told.judged_on - told.lookback_days <= numbers.known_on
    group by all

),

first_words as (

    select payer_id, known_on, min(said_on) as said_on
    from numbers
    group by payer_id, known_on

),

-- from which day on every number of the payer is known here
begun as (

    select told.edit_id, told.claim_key, min(first_words.said_on) as begun_on
    from told
    inner join first_words
        on told.payer_id = first_words.payer_id and told.judged_on > first_words.known_on
    group by all

)

select
    told.edit_id,
    told.claim_key,
    cast(null as int) as line_number,
    told.claim_segment as segment_number,
    'REF*F8' as field,
    case
        when known.is_own is null then 'a number that no report or remittance of this payer has'
        else 'the number of a claim of another client'
    end as found,
    'the number that this payer gave to the claim to change' as wanted,
    'A payer that does not find the claim returns the new one.' as why,
    case
        when known.is_own is not null then 'warn'
        -- a claim older than the reports that are here may have a number that none of them tells
        when begun.begun_on is null or begun.begun_on > told.service_from_on then 'info'
        when told.service_from_on < told.judged_on - told.lookback_days then 'info'
        else 'warn'
    end as at_most
from told
left join known using (edit_id, claim_key)
left join begun using (edit_id, claim_key)
where coalesce(not known.is_own, true)
