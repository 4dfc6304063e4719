with

groups as (

    -- one payer, one reason, one fix: worked in one go
    select
        practice_id,
        packet_week,
        owner_role,
        item_kind,
        payer_id,
        reason_label,
        reason_code,
        next_action,
        covers_until,
        is_running,
        count(*) as item_count,
        sum(likely_whole_usd) as likely_whole_usd,
        max(effort_minutes) as effort_minutes,
        min(case when last_day_on >= {{ acts_on() }} then last_day_on end) as last_day_on,
        max(last_day_on) < {{ acts_on() }} as is_past
    from {{ ref('rlp_work_item_week') }}
    group by
        practice_id, packet_week, owner_role, item_kind, payer_id, reason_label, reason_code,
        next_action, covers_until, is_running

),

timed as (

    select
        groups.*,
        numbers.batch_least_minutes,
        round(groups.effort_minutes * (
            1 + numbers.batch_minutes_share * (groups.item_count - 1)
        ), 0) as minutes,
        case
            when coalesce(groups.is_past, false) then 2
            when
                {{ days_between(acts_on('groups'), 'groups.last_day_on') }}
                <= numbers.expiring_days then 0
            else 1
        end as urgency_order
    from groups
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

),

final as (

    select
        practice_id,
        packet_week,
        owner_role,
        item_kind,
        payer_id,
        reason_label,
        reason_code,
        next_action,
        cast(minutes as int) as minutes,
        cast(row_number() over (
            partition by practice_id, packet_week, owner_role
            order by
                urgency_order asc,
                cast(likely_whole_usd as double)
                / greatest(minutes, batch_least_minutes) desc,
                last_day_on asc nulls last, item_kind asc, payer_id asc nulls last,
                reason_label asc, reason_code asc, next_action asc nulls last
        ) as int) as group_rank
    from timed

)

select * from final
