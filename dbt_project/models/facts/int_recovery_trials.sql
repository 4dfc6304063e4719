with

-- what one answer denied of a claim in one category is worked as one, and won or lost as one
denied as (

    select
        practice_id,
        adjudication_id,
        category,
        min(claim_id) as claim_id,
        min(payer_id) as payer_id,
        min(opened_on) as opened_on,
        case when count(closed_on) = count(*) then max(closed_on) end as settled_on,
        sum(case
            when close_reason in ('overturned_corrected', 'overturned_reprocessed')
                then denied_usd
            else 0
        end) as won_usd,
        sum(case
            when close_reason in ('denied_again', 'written_off', 'billed_to_patient')
                then denied_usd
            else 0
        end) as lost_usd
    from {{ ref('int_denial_items') }}
    where adjudication_id is not null and not is_noise
    group by practice_id, adjudication_id, category

),

worked as (

    select
        denied.*,
        worked.worked_on,
        practices.week_starts_on,
        {{ week_start('worked.worked_on', 'practices.week_starts_on') }} as worked_week
    from denied
    inner join {{ ref('int_recovery_work') }} as worked using (practice_id, adjudication_id)
    inner join {{ ref('dim_practices') }} as practices using (practice_id)
    where denied.settled_on is null or worked.worked_on <= denied.settled_on

),

cohorts as (

    -- wins come back sooner than losses: what was worked in one week counts together
    select
        *,
        case
            when count(settled_on) over of_week = count(*) over of_week
                then max(settled_on) over of_week
        end as cohort_settled_on
    from worked
    window of_week as (partition by practice_id, category, worked_week)

),

final as (

    select
        cohorts.practice_id,
        cohorts.adjudication_id,
        cohorts.category,
        cohorts.claim_id,
        cohorts.payer_id,
        cohorts.opened_on,
        cohorts.worked_on,
        cohorts.worked_week,
        cohorts.settled_on,
        -- taken back by the payer or by us it was neither won nor lost
        case
            when cohorts.settled_on is null or cohorts.won_usd + cohorts.lost_usd = 0 then null
            else cohorts.won_usd >= cohorts.lost_usd
        end as is_won,
        case
            when cohorts.settled_on is null then null
            when cohorts.won_usd + cohorts.lost_usd = 0
                then {{ week_start('cohorts.settled_on', 'cohorts.week_starts_on') }} + 7
            else greatest(
                {{ week_start('cohorts.settled_on', 'cohorts.week_starts_on') }} + 7,
                least(
                    cohorts.worked_week + cast(7 * numbers.recovery_cohort_weeks as int),
                    {{ week_start('cohorts.cohort_settled_on', 'cohorts.week_starts_on') }} + 7
                )
            )
        end as counts_from_week
    from cohorts
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

)

select * from final
