with

told as (

    select
        work_days.packet_week,
        work_days.covers_until,
        work_days.is_running,
        rejections.opened_on >= work_days.packet_week as is_new,
        coalesce(rejections.closed_on, work_days.covers_until) >= work_days.covers_until as is_open,
        rejections.*
    from {{ ref('dim_work_days') }} as work_days
    inner join {{ ref('fct_rejections') }} as rejections
        on
            work_days.practice_id = rejections.practice_id
            and work_days.covers_until > rejections.opened_on
    where
        rejections.opened_on >= work_days.packet_week
        or coalesce(rejections.closed_on, work_days.covers_until) >= work_days.covers_until

),

assigned as (

    select
        practice_id,
        packet_week,
        item_id as rejection_id,
        owner_role,
        next_action,
        act_by_on,
        waits_as
    from {{ ref('rlp_assigned_item_week') }}
    where item_kind = 'rejection'

),

final as (

    select
        told.practice_id,
        told.packet_week,
        told.covers_until,
        told.is_running,
        told.is_new,
        told.is_open,
        assigned.waits_as,
        told.rejection_id,
        told.claim_id,
        told.claim_number,
        told.payer_id,
        told.opened_on,
        told.source,
        told.category,
        told.rule_id,
        told.codes,
        told.entity_code,
        told.service_from_on as service_on,
        coalesce(assigned.owner_role, told.owner_role) as owner_role,
        coalesce(assigned.next_action, told.next_action) as next_action,
        coalesce(assigned.act_by_on, told.act_by_on) as act_by_on,
        told.charge_usd
    from told
    left join assigned using (practice_id, packet_week, rejection_id)

)

select * from final
