with

-- nothing is hashed for a practice that no list has come back to
practices as (

    select distinct practice_id from {{ ref('stg_worklist__rows') }}

),

claims as (

    select
        practice_id,
        claim_id,
        claim_number,
        payer_id
    from {{ ref('fct_submissions') }}

    union all

    select
        practice_id,
        claim_id,
        claim_number,
        payer_id
    from {{ ref('fct_status_events') }}
    where claim_id is not null

    union all

    select
        practice_id,
        claim_id,
        claim_number,
        payer_id
    from {{ ref('fct_adjudications') }}

),

final as (

    select
        claims.practice_id,
        claims.claim_id,
        claims.payer_id,
        min(claims.claim_number) as claim_number
    from claims
    inner join practices on claims.practice_id = practices.practice_id
    group by claims.practice_id, claims.claim_id, claims.payer_id

    union

    -- the states of a claim call a payer that nobody knows "unknown"
    select
        claims.practice_id,
        claims.claim_id,
        'unknown' as payer_id,
        min(claims.claim_number) as claim_number
    from claims
    inner join practices on claims.practice_id = practices.practice_id
    where claims.payer_id is null
    group by claims.practice_id, claims.claim_id

)

select * from final
