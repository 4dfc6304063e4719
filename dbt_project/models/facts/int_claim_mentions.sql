with

claims as (

    select
        claims.*,
        claim_ids.claim_id
    from {{ ref('int_remittance_claims') }} as claims
    inner join {{ ref('int_remittance_claim_ids') }} as claim_ids
        using (practice_id, adjudication_id)

),

submission_references as (

    select
        practice_id,
        claim_id,
        payer_id,
        trim(both from original_reference) as payer_claim_number,
        known_on,
        'submission' as source  -- noqa: RF04
    from {{ ref('fct_submissions') }}
    where frequency_code in ('7', '8') and original_reference is not null

),

remittance_references as (

    select
        claims.practice_id,
        claims.claim_id,
        claims.payer_id,
        trim(both from refs.identifier) as payer_claim_number,
        claims.known_on,
        'remittance' as source  -- noqa: RF04
    from {{ ref('stg_remittance__references') }} as refs
    inner join claims
        on
            refs.practice_id = claims.practice_id
            and refs.file_id = claims.file_id
            and refs.claim_segment = claims.segment_number
    where refs.qualifier = 'F8' and refs.service_segment is null

),

named as (

    select * from submission_references
    union all
    select * from remittance_references

),

mentions as (

    select
        named.practice_id,
        named.claim_id,
        payer_numbers.claim_id as other_claim_id,
        named.source,
        greatest(named.known_on, payer_numbers.known_on) as known_on
    from named
    inner join {{ ref('int_payer_claim_numbers') }} as payer_numbers
        using (practice_id, payer_id, payer_claim_number)

    union all

    -- the payer lost our number and kept its own; date and charge guard against fillers
    select
        ours.practice_id,
        ours.claim_id,
        others.claim_id as other_claim_id,
        'payer_number' as source,  -- noqa: RF04
        greatest(ours.known_on, others.known_on) as known_on
    from {{ ref('int_payer_claim_numbers') }} as ours
    inner join {{ ref('int_payer_claim_numbers') }} as others  -- noqa: RF04
        using (practice_id, payer_id, payer_claim_number, service_from_on, charge_usd)
    where not ours.is_number_linking

),

final as (

    select
        practice_id,
        claim_id,
        other_claim_id,
        min(known_on) as known_on,
        min(source) as source  -- noqa: RF04
    from mentions
    where claim_id <> other_claim_id
    group by practice_id, claim_id, other_claim_id

)

select * from final
