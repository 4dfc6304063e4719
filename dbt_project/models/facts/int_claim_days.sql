with

changes as (

    select * from {{ ref('int_claim_changes') }}

),

starts as (

    select
        practice_id,
        claim_id,
        payer_id,
        min(day_on) as first_on
    from changes
    group by practice_id, claim_id, payer_id

),

-- a corrected claim known to replace this one
replaced as (

    select
        practice_id,
        earlier_claim_id as claim_id,
        min(known_on) as replaced_on
    from {{ ref('int_claim_links') }}
    group by practice_id, earlier_claim_id

),

-- another payer's answer ends the wait of one that passed the claim on
elsewhere as (

    select
        starts.practice_id,
        starts.claim_id,
        starts.payer_id,
        min(answers.known_on) as elsewhere_on
    from starts
    inner join {{ ref('int_claim_answers') }} as answers using (practice_id, claim_id)
    where starts.payer_id <> answers.payer_id and answers.is_answer
    group by starts.practice_id, starts.claim_id, starts.payer_id

),

endings as (

    select
        starts.*,
        replaced.replaced_on,
        elsewhere.elsewhere_on
    from starts
    left join replaced using (practice_id, claim_id)
    left join elsewhere using (practice_id, claim_id, payer_id)

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
        starts.practice_id,
        starts.claim_id,
        starts.payer_id,
        greatest(starts.first_on, moves.moved_on) as day_on
    from starts
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
