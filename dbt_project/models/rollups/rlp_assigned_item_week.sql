with

assignments as (

    select
        work_days.packet_week,
        work_days.covers_until,
        work_days.is_running,
        assignments.*
    from {{ ref('dim_work_days') }} as work_days
    inner join {{ ref('fct_assignments') }} as assignments
        on
            work_days.practice_id = assignments.practice_id
            and work_days.covers_until > assignments.from_on
            and (assignments.to_on is null or work_days.covers_until <= assignments.to_on)

),

-- told by week first: a join by key and by days at once is four hundred times slower
waits as (

    select
        work_days.practice_id,
        work_days.packet_week,
        waits.denial_id,
        waits.waits_as
    from {{ ref('dim_work_days') }} as work_days
    inner join {{ ref('fct_denial_waits') }} as waits
        on
            work_days.practice_id = waits.practice_id
            and work_days.covers_until > waits.from_on
            and (waits.to_on is null or work_days.covers_until <= waits.to_on)

),

standing as (

    select
        assignments.*,
        waits.waits_as,
        denials.refile_by_on,
        denials.appeal_by_on
    from assignments
    left join {{ ref('fct_denials') }} as denials
        on
            assignments.practice_id = denials.practice_id
            -- one equality: a condition on the left side alone would join row by row
            and case when assignments.item_kind = 'denial' then assignments.item_id end
            = denials.denial_id
    left join waits
        on
            denials.practice_id = waits.practice_id
            and denials.denial_id = waits.denial_id
            and assignments.packet_week = waits.packet_week

),

dated as (

    -- a wait hides no last day: before one runs out, somebody asks or appeals
    select
        standing.*,
        standing.waits_as is not null and coalesce({{ days_between(
            acts_on('standing'), last_day('standing')
        ) }} between 0 and numbers.expiring_days, false) as is_expiring_unanswered
    from standing
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

),

final as (

    select
        practice_id,
        packet_week,
        covers_until,
        is_running,
        item_kind,
        item_id,
        claim_id,
        payer_id,
        owner_role,
        case
            when is_expiring_unanswered
                then 'No answer yet to what was sent: ask the payer, or appeal by the last day'
            else next_action
        end as next_action,
        act_by_on,
        case when not is_expiring_unanswered then waits_as end as waits_as
    from dated

)

select * from final
