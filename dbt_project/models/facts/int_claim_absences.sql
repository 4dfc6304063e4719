with

moved as (

    select
        first_days.practice_id,
        first_days.claim_id,
        first_days.payer_id,
        'moved' as reason,
        moves.moved_on as from_on,
        moves.returned_on as to_on,
        first_days.first_on
    from {{ ref('int_claim_starts') }} as first_days
    inner join {{ ref('int_claim_moves') }} as moves using (practice_id, claim_id, payer_id)

),

replaced as (

    select distinct
        practice_id,
        claim_id,
        payer_id,
        'replaced' as reason,
        replaced_on as from_on,
        returned_on as to_on,
        first_on
    from {{ ref('int_claim_replacements') }}

),

final as (

    select * from moved
    union all
    select * from replaced

)

select * from final
