{%- set batch = 'practice_id, packet_week, owner_role, work_part, item_kind, payer_id, '
    ~ 'reason_label, reason_code, next_action' -%}
with

groups as (

    -- one payer, one reason, one fix: worked in one go
    select
        {{ batch }},
        count(*) as item_count,
        sum(likely_whole_usd) as likely_whole_usd,
        max(effort_minutes) as effort_minutes,
        min(last_day_on) as last_day_on,
        min(act_by_on) as act_by_on
    from {{ ref('rlp_work_item_week') }}
    group by {{ batch }}

),

timed as (

    select
        groups.*,
        parts.display_order,
        case when parts.ranked_by = 'last_day' then groups.last_day_on end as first_on,
        numbers.batch_least_minutes,
        round(groups.effort_minutes * (
            1 + numbers.batch_minutes_share * (groups.item_count - 1)
        ), 0) as minutes
    from groups
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join {{ ref('work_parts') }} as parts using (work_part)

),

valued as (

    select
        *,
        cast(likely_whole_usd as double) / greatest(minutes, batch_least_minutes) as usd_a_minute
    from timed

),

final as (

    select
        {{ batch }},
        cast(minutes as int) as minutes,
        {{ decimal_of('usd_a_minute', 18, 2) }} as usd_a_minute,
        cast(row_number() over (
            partition by practice_id, packet_week, owner_role
            order by
                display_order asc, first_on asc nulls last, {{ rounded('usd_a_minute', 6) }} desc,
                last_day_on asc nulls last, act_by_on asc nulls last, item_kind asc,
                payer_id asc nulls last, reason_label asc, reason_code asc,
                next_action asc nulls last
        ) as int) as group_rank
    from valued

)

select * from final
