with

items as (

    -- sent again, or carried on elsewhere: nobody can work it before somebody answers
    select
        items.*,
        items.waits_as is null as is_work,
        coalesce(denials.denied_usd, rejections.charge_usd, 0) as open_usd
    from {{ ref('rlp_assigned_item_week') }} as items
    left join {{ ref('fct_denials') }} as denials
        on
            items.practice_id = denials.practice_id
            and case when items.item_kind = 'denial' then items.item_id end = denials.denial_id
    left join {{ ref('fct_rejections') }} as rejections
        on
            items.practice_id = rejections.practice_id
            and case when items.item_kind = 'rejection' then items.item_id end
            = rejections.rejection_id
    where not items.is_running

),

final as (

    -- "this week" is the one that starts with the meeting
    select
        practice_id,
        packet_week,
        owner_role,
        cast(count(*) filter (where is_work) as int) as open_count,
        cast(sum(case when is_work then open_usd else 0 end) as decimal(18, 2)) as open_usd,
        cast(count(*) filter (
            where is_work and act_by_on >= covers_until and act_by_on < covers_until + 7
        ) as int) as due_this_week_count,
        cast(count(*) filter (where is_work and act_by_on < covers_until) as int) as overdue_count,
        cast(count(*) filter (where not is_work) as int) as waiting_count
    from items
    group by practice_id, packet_week, owner_role

)

select * from final
