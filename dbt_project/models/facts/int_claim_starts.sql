with

final as (

    select
        practice_id,
        claim_id,
        payer_id,
        min(day_on) as first_on
    from {{ ref('int_claim_changes') }}
    group by practice_id, claim_id, payer_id

)

select * from final
