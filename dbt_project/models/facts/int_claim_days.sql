with

changes as (

    select * from {{ ref('int_claim_changes') }}

),

endings as (

    select * from {{ ref('int_claim_endings') }}

),

days as (

    select * from changes

    union

    select
        practice_id,
        claim_id,
        payer_id,
        greatest(first_on, replaced_on) as day_on
    from endings
    where replaced_on is not null

    union

    select
        practice_id,
        claim_id,
        payer_id,
        greatest(first_on, elsewhere_on) as day_on
    from endings
    where elsewhere_on is not null

    union

    select
        endings.practice_id,
        endings.claim_id,
        endings.payer_id,
        greatest(endings.first_on, moves.moved_on) as day_on
    from endings
    inner join {{ ref('int_claim_moves') }} as moves using (practice_id, claim_id, payer_id)

),

-- the newest move to another payer that the claim has not come back from
moved as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        max(moves.moved_on) as moved_on
    from days
    inner join {{ ref('int_claim_moves') }} as moves using (practice_id, claim_id, payer_id)
    where
        moves.moved_on <= days.day_on
        and (moves.returned_on is null or moves.returned_on > days.day_on)
    group by days.practice_id, days.claim_id, days.payer_id, days.day_on

),

final as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        coalesce(endings.replaced_on <= days.day_on, false) as is_replaced,
        coalesce(endings.elsewhere_on <= days.day_on, false) as is_answered_elsewhere,
        moved.moved_on
    from days
    inner join endings using (practice_id, claim_id, payer_id)
    left join moved using (practice_id, claim_id, payer_id, day_on)

)

select * from final
