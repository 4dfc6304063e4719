with

days as (

    select * from {{ ref('int_claim_days') }}

),

-- the newest report of those known by then
reports as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        reports.state,
        reports.claim_number,
        reports.dated_on,
        reports.known_on
    from days
    inner join {{ ref('int_claim_reports') }} as reports
        using (practice_id, claim_id, payer_id)
    where reports.known_on <= days.day_on
    qualify row_number() over (
        partition by days.practice_id, days.claim_id, days.payer_id, days.day_on
        order by reports.turn desc
    ) = 1

),

duplicates as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        duplicates.known_on,
        duplicates.is_decided
    from days
    inner join {{ ref('int_claim_duplicates') }} as duplicates
        using (practice_id, claim_id, payer_id)
    where duplicates.known_on <= days.day_on
    qualify row_number() over (
        partition by days.practice_id, days.claim_id, days.payer_id, days.day_on
        order by duplicates.known_on desc
    ) = 1

),

final as (

    select
        reports.*,
        coalesce(duplicates.known_on >= reports.known_on, false) as is_called_duplicate,
        coalesce(duplicates.is_decided, false) as is_decided
    from reports
    left join duplicates using (practice_id, claim_id, payer_id, day_on)

)

select * from final
