with

days as (

    select distinct
        practice_id,
        received_on
    from {{ ref('int_feed_days') }}
    where feed in ('claim_status', 'acknowledgement')

),

weeks as (

    select
        spine.practice_id,
        spine.packet_week,
        count(days.received_on) as day_count
    from {{ ref('dim_packet_weeks') }} as spine
    left join days
        on
            spine.practice_id = days.practice_id
            and spine.packet_week <= days.received_on
            and spine.covers_until > days.received_on
    group by spine.practice_id, spine.packet_week

),

final as (

    -- as many days as are usual: the middle of the quarter before
    select
        weeks.practice_id,
        weeks.packet_week,
        cast(weeks.day_count as int) as rejection_days,
        cast(greatest(
            round({{ decimal_of('median(cast(earlier.day_count as double))', 14, 4) }}, 0),
            weeks.day_count
        ) as int) as rejection_days_expected
    from weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    left join weeks as earlier
        on
            weeks.practice_id = earlier.practice_id
            and weeks.packet_week > earlier.packet_week
            and earlier.packet_week >= weeks.packet_week
            - cast(7 * numbers.trend_weeks as int)
    group by weeks.practice_id, weeks.packet_week, weeks.day_count

)

select * from final
