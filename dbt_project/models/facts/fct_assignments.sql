with

turns as (

    select
        practice_id,
        item_id,
        owner_role,
        next_action,
        act_by_on,
        assigned_by,
        false as is_last_day_met,
        from_on,
        0 as turn
    from {{ ref('int_work_items') }}

    union all

    -- what an answer leaves out stays as it was
    select
        practice_id,
        item_id,
        handed_to_role as owner_role,
        step_label as next_action,
        act_by_on,
        'worklist' as assigned_by,
        is_last_day_met,
        from_on,
        1 as turn
    from {{ ref('int_item_answers') }}

),

counted as (

    select
        *,
        count(owner_role) over in_order as owner_run,
        count(next_action) over in_order as action_run,
        count(act_by_on) over in_order as day_run,
        bool_or(is_last_day_met) over in_order as was_last_day_met,
        lead(from_on) over (
            partition by practice_id, item_id order by from_on, turn
        ) as next_on
    from turns
    window in_order as (partition by practice_id, item_id order by from_on, turn)

),

filled as (

    select
        practice_id,
        item_id,
        max(owner_role) over (partition by practice_id, item_id, owner_run) as owner_role,
        max(next_action) over (partition by practice_id, item_id, action_run) as next_action,
        max(act_by_on) over (partition by practice_id, item_id, day_run) as act_by_on,
        assigned_by,
        was_last_day_met,
        from_on,
        next_on
    from counted

),

final as (

    select
        items.practice_id,
        items.item_id,
        items.item_kind,
        items.claim_id,
        items.claim_number,
        items.payer_id,
        filled.owner_role,
        owners.owner,
        filled.next_action,
        filled.act_by_on,
        filled.assigned_by,
        filled.was_last_day_met as is_last_day_met,
        filled.from_on,
        coalesce(filled.next_on, items.to_on) as to_on,
        greatest(items.known_on, filled.from_on) as known_on
    from filled
    inner join {{ ref('int_work_items') }} as items using (practice_id, item_id)
    left join {{ ref('stg_settings__owners') }} as owners
        on filled.practice_id = owners.practice_id and filled.owner_role = owners.owner_role
    -- answered on the very day it opened: it never was the rules'
    where filled.next_on is null or filled.next_on > filled.from_on

)

select * from final
