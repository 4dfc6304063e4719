with

items as (

    select * from {{ ref('rlp_assigned_item_week') }}
    where not is_running

),

final as (

    select
        items.practice_id,
        items.packet_week,
        items.owner_role,
        cast(count(*) filter (where items.waits_as is null) as int) as open_count,
        cast(coalesce(sum(
            coalesce(denials.denied_usd, rejections.charge_usd, 0)
        ) filter (where items.waits_as is null), 0) as decimal(18, 2)) as open_usd,
        -- "this week" is the one that starts with the meeting
        cast(count(*) filter (
            where
                items.waits_as is null
                and items.act_by_on >= items.covers_until
                and items.act_by_on < items.covers_until + 7
        ) as int) as due_this_week_count,
        cast(count(*) filter (
            where items.waits_as is null and items.act_by_on < items.covers_until
        ) as int) as overdue_count,
        -- sent again, or carried on elsewhere: nobody can work it before somebody answers
        cast(count(*) filter (where items.waits_as is not null) as int) as waiting_count
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
