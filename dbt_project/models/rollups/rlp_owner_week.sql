with

items as (

    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.covers_until,
        assignments.item_id,
        assignments.item_kind,
        assignments.owner_role,
        assignments.act_by_on
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('fct_assignments') }} as assignments
        on
            weeks.practice_id = assignments.practice_id
            and weeks.covers_until > assignments.from_on
            and coalesce(assignments.to_on, weeks.covers_until) >= weeks.covers_until

),

final as (

    select
        items.practice_id,
        items.packet_week,
        items.owner_role,
        cast(count(*) as int) as open_count,
        cast(sum(coalesce(denials.denied_usd, rejections.charge_usd, 0)) as decimal(18, 2))
            as open_usd,
        -- "this week" is the one that starts with the meeting
        cast(count(*) filter (
            where items.act_by_on >= items.covers_until and items.act_by_on < items.covers_until + 7
        ) as int) as due_this_week_count,
        cast(count(*) filter (where items.act_by_on < items.covers_until) as int) as overdue_count
    from items
    left join {{ ref('fct_denials') }} as denials
        on
            items.practice_id = denials.practice_id
            and case when items.item_kind = 'denial' then items.item_id end = denials.denial_id
    left join {{ ref('fct_rejections') }} as rejections
        on
            items.practice_id = rejections.practice_id
            and case when items.item_kind = 'rejection' then items.item_id end
            = rejections.rejection_id
    group by items.practice_id, items.packet_week, items.owner_role

)

select * from final
