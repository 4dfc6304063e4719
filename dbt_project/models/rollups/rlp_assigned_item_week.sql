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

final as (

    select
        assignments.practice_id,
        assignments.packet_week,
        assignments.covers_until,
        assignments.is_running,
        assignments.item_kind,
        assignments.item_id,
        assignments.claim_id,
        assignments.payer_id,
        assignments.owner_role,
        assignments.next_action,
        assignments.act_by_on,
        waits.waits_as
    from assignments
    left join {{ ref('fct_denial_waits') }} as waits
        on
            assignments.practice_id = waits.practice_id
            -- one equality: a condition on the left side alone would join row by row
            and case when assignments.item_kind = 'denial' then assignments.item_id end
            = waits.denial_id
            and assignments.covers_until > waits.from_on
            and (waits.to_on is null or assignments.covers_until <= waits.to_on)

)

select * from final
