with

days as (

    select * from {{ ref('int_claim_days') }}

),

-- the newest report of those known by then and not void
reports as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        reports.source,
        reports.state,
        reports.dated_on,
        reports.known_on
    from days
    inner join {{ ref('int_claim_reports') }} as reports using (practice_id, claim_id, payer_id)
    left join {{ ref('int_voided_reports') }} as voids
        using (practice_id, claim_id, payer_id, turn)
    where
        reports.known_on <= days.day_on
        and (voids.voided_on is null or voids.voided_on > days.day_on)
    qualify row_number() over (
        partition by days.practice_id, days.claim_id, days.payer_id, days.day_on
        order by reports.turn desc
    ) = 1

),

-- a duplicate of a claim under another number, which is the one the payer decides on
duplicates as (

    select distinct
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on
    from days
    inner join {{ ref('int_claim_duplicates') }} as duplicates
        using (practice_id, claim_id, payer_id)
    where duplicates.known_on <= days.day_on and not duplicates.is_decided

),

final as (

    select
        practice_id,
        claim_id,
        payer_id,
        day_on,
        reports.source,  -- noqa: RF04
        coalesce(reports.state, 'closed') as state,
        reports.dated_on,
        reports.known_on
    from reports
    full join duplicates using (practice_id, claim_id, payer_id, day_on)

)

select * from final
