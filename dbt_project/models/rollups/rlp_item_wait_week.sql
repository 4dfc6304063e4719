with

-- told by week first: a join by key and by days at once is four hundred times slower
sent as (

    select
        work_days.practice_id,
        work_days.packet_week,
        waits.denial_id as item_id,
        waits.waits_as,
        0 as precedence
    from {{ ref('dim_work_days') }} as work_days
    inner join {{ ref('fct_denial_waits') }} as waits
        on
            work_days.practice_id = waits.practice_id
            and work_days.covers_until > waits.from_on
            and (waits.to_on is null or work_days.covers_until <= waits.to_on)

),

-- a plan holds to the day before the one it names: on that day it is work
planned as (

    select
        work_days.practice_id,
        work_days.packet_week,
        waits.item_id,
        waits.waits_as,
        1 as precedence
    from {{ ref('dim_work_days') }} as work_days
    inner join {{ ref('int_planned_waits') }} as waits
        on
            work_days.practice_id = waits.practice_id
            and work_days.covers_until > waits.from_on
            and (waits.to_on is null or work_days.covers_until <= waits.to_on)
            and {{ acts_on('work_days') }} < waits.wait_until_on

),

waiting as (

    select * from sent

    union all

    select * from planned

),

final as (

    -- what the payer has in hand says more than a plan
    select
        practice_id,
        packet_week,
        item_id,
        min_by(waits_as, precedence) filter (where waits_as is not null) as waits_as
    from waiting
    group by practice_id, packet_week, item_id

)

select * from final
