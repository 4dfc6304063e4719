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

standing as (

    select
        assignments.*,
        waits.waits_as,
        coalesce(denials.refile_by_on, rejections.refile_by_on) as refile_by_on,
        denials.appeal_by_on
    from assignments
    left join {{ ref('rlp_item_wait_week') }} as waits using (practice_id, packet_week, item_id)
    left join {{ ref('fct_denials') }} as denials
        on
            assignments.practice_id = denials.practice_id
            -- one equality: a condition on the left side alone would join row by row
            and case when assignments.item_kind = 'denial' then assignments.item_id end
            = denials.denial_id
    left join {{ ref('fct_rejections') }} as rejections
        on
            assignments.practice_id = rejections.practice_id
            and case when assignments.item_kind = 'rejection' then assignments.item_id end
            = rejections.rejection_id

),

dated as (

    -- a wait hides no last day: before one runs out, somebody asks or appeals
    select
        standing.*,
        standing.waits_as is not null and not standing.is_last_day_met and coalesce({{ days_between(
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
            when is_expiring_unanswered and waits_as != 'planned'
                then 'No answer yet to what was sent: ask the payer, or appeal by the last day'
            else next_action
        end as next_action,
        act_by_on,
        is_last_day_met,
        case when not is_expiring_unanswered then waits_as end as waits_as
    from dated

)

select * from final
