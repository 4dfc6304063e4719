with

sightings as (

    select
        claims.practice_id,
        claim_ids.claim_id,
        claims.known_on
    from {{ ref('int_remittance_claims') }} as claims
    inner join {{ ref('int_remittance_claim_ids') }} as claim_ids
        using (practice_id, adjudication_id)

    union all

    select
        practice_id,
        claim_id,
        known_on
    from {{ ref('fct_submissions') }}

),

final as (

    select
        practice_id,
        claim_id,
        min(known_on) as first_known_on
    from sightings
    group by practice_id, claim_id

)

select * from final
