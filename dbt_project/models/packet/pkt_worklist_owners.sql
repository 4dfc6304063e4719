with

days as (

    select * from {{ ref('dim_work_days') }}

),

final as (

    -- every owner who has a name or work; nothing to do is said, not left out
    select
        days.practice_id,
        days.packet_week,
        days.covers_until,
        days.is_running,
        practices.name as practice_name,
        practices.is_invented,
        days.shred_on,
        owners.owner_role,
        owners.owner_order,
        owners.label as owner_label,
        owners.owner
    from days
    inner join {{ ref('dim_practices') }} as practices using (practice_id)
    inner join {{ ref('dim_owners') }} as owners using (practice_id)

)

select * from final
