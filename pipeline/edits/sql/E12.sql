-- Replacement or void without the payer's claim number, an original with one, and frequencies
-- that the payer does not take.
with

told as (

    select
        judged.edit_id,
        claims.claim_key,
        claims.claim_segment as segment_number,
        claims.frequency_code,
        claims.frequency_code in ('7', '8') as is_later,
        coalesce(trim(claims.original_reference), '') <> '' as has_number,
        list_contains(judged.accepted_frequencies, claims.frequency_code)
        or (
            claims.form = '837I'
            and list_contains(judged.institutional_frequencies, claims.frequency_code)
        ) as is_accepted
    from judged
    inner join claims using (claim_key)
    where claims.frequency_code is not null

)

select
    edit_id,
    claim_key,
    cast(null as int) as line_number,
    segment_number,
    case when is_accepted then 'REF*F8' else 'CLM05-3' end as field,
    'frequency ' || as_code(frequency_code)
    || case when has_number then ' with REF*F8' else ' without REF*F8' end as found,
    case
        when not is_accepted then 'a frequency that this payer takes'
        when is_later then 'the payer''s number of the claim in REF*F8'
        else 'REF*F8 on a replacement or void only'
    end as wanted,
    case
        when not is_accepted then 'The payer returns claims of this frequency unprocessed.'
        when is_later then 'Without its own number the payer cannot find the claim to change.'
        else 'A payer that finds its number on an original claim returns it.'
    end as why,
    'hold' as at_most
from told
where
    not is_accepted
    or (is_later and not has_number)
    or (frequency_code = '1' and has_number)
