with

starts as (

    select * from {{ ref('int_claim_endings') }}

),

moved as (

    select
        starts.practice_id,
        starts.claim_id,
        starts.payer_id,
        'moved' as reason,
        moves.moved_on as from_on,
        moves.returned_on as to_on,
        starts.first_on
    from starts
    inner join {{ ref('int_claim_moves') }} as moves using (practice_id, claim_id, payer_id)

),

-- a claim is replaced at whichever payer it was sent to
replaced as (

    select
        starts.practice_id,
        starts.claim_id,
        starts.payer_id,
        'replaced' as reason,
        replacements.replaced_on as from_on,
        replacements.returned_on as to_on,
        starts.first_on
    from starts
    inner join {{ ref('int_claim_replacements') }} as replacements using (practice_id, claim_id)

),

final as (

    select distinct * from moved
    union all
    select distinct * from replaced

)

select * from final
