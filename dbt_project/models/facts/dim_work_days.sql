with

weeks as (

    select * from {{ ref('dim_packet_weeks') }}

),

practices as (

    select * from {{ ref('dim_practices') }}

),

running as (

    -- the week that is not over: its work list is told as of the build, today's files included
    select
        weeks.practice_id,
        max(weeks.covers_until) as packet_week
    from weeks
    group by weeks.practice_id

),

told as (

    select
        practice_id,
        packet_week,
        covers_until,
        false as is_running
    from weeks

    union all

    select
        running.practice_id,
        running.packet_week,
        practices.as_of_on + 1 as covers_until,
        true as is_running
    from running
    inner join practices using (practice_id)
    where practices.as_of_on >= running.packet_week

),

final as (

    select
        told.*,
        told.covers_until + cast(numbers.claim_lists_shred_days as int) as shred_on
    from told
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

)

select * from final
