-- the number people know a claim by: ours as sent, else as a payer echoed it
with

sightings as (

    select
        practice_id,
        claim_id,
        claim_number,
        0 as precedence
    from {{ ref('fct_submissions') }}

    union all

    select
        practice_id,
        claim_id,
        claim_number,
        1 as precedence
    from {{ ref('fct_adjudications') }}

),

final as (

    select
        practice_id,
        claim_id,
        min_by(claim_number, precedence) as claim_number
    from sightings
    where claim_number is not null
    group by practice_id, claim_id

)

select * from final
