with

elsewhere as (

    select * from {{ ref('int_claim_answers_elsewhere') }}

),

absences as (

    select * from {{ ref('int_claim_absences') }}

),

days as (

    select * from {{ ref('int_claim_changes') }}

    union

    select
        practice_id,
        claim_id,
        payer_id,
        greatest(first_on, known_on) as day_on
    from elsewhere

    union

    select
        practice_id,
        claim_id,
        payer_id,
        greatest(first_on, from_on) as day_on
    from absences

    union

    select
        practice_id,
        claim_id,
        payer_id,
        greatest(first_on, to_on) as day_on
    from absences
    where to_on is not null

),

-- the newest move to another payer that the claim has not come back from, and whether another
-- number stands in its place
absent as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        max(absences.from_on) filter (where absences.reason = 'moved') as moved_on,
        bool_or(absences.reason = 'replaced') as is_replaced
    from days
    inner join absences using (practice_id, claim_id, payer_id)
    where
        absences.from_on <= days.day_on
        and (absences.to_on is null or absences.to_on > days.day_on)
    group by days.practice_id, days.claim_id, days.payer_id, days.day_on

),

answered as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        max(elsewhere.remit_on) as elsewhere_remit_on
    from days
    inner join elsewhere using (practice_id, claim_id, payer_id)
    where elsewhere.known_on <= days.day_on
    group by days.practice_id, days.claim_id, days.payer_id, days.day_on

),

final as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        coalesce(absent.is_replaced, false) as is_replaced,
        answered.elsewhere_remit_on,
        absent.moved_on
    from days
    left join answered using (practice_id, claim_id, payer_id, day_on)
    left join absent using (practice_id, claim_id, payer_id, day_on)

)

select * from final
