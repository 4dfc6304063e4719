with

days as (

    select
        practice_id,
        payer_id,
        feed,
        received_on,
        sum(file_count) as file_count
    from {{ ref('int_feed_days') }}
    group by practice_id, payer_id, feed, received_on

),

gaps as (

    select
        *,
        {{ days_between(
            'lag(received_on) over (partition by practice_id, payer_id, feed order by received_on)',
            'received_on'
        ) }} as gap_days
    from days

),

told as (

    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.covers_until,
        gaps.payer_id,
        gaps.feed,
        sum(case when gaps.received_on >= weeks.packet_week then gaps.file_count else 0 end)
            as file_count,
        max(gaps.received_on) as last_received_on,
        count(*) filter (where gaps.received_on < weeks.packet_week) as earlier_day_count,
        -- its own rhythm, of the quarter before this week
        median(
            case when gaps.received_on < weeks.packet_week then cast(gaps.gap_days as double) end
        ) as usual_gap_days
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join gaps
        on
            weeks.practice_id = gaps.practice_id
            and weeks.covers_until > gaps.received_on
            and gaps.received_on >= weeks.packet_week
            - cast(7 * {{ threshold('trend_weeks') }} as int)
    group by
        weeks.practice_id, weeks.packet_week, weeks.covers_until, gaps.payer_id, gaps.feed

),

set_aside as (

    select
        practice_id,
        packet_week,
        payer_id,
        feed,
        cast(count(*) as int) as quarantined_count
    from {{ ref('rlp_quarantined_file_week') }}
    group by practice_id, packet_week, payer_id, feed

),

final as (

    select
        practice_id,
        packet_week,
        payer_id,
        feed,
        cast(coalesce(told.file_count, 0) as int) as file_count,
        told.last_received_on,
        cast(told.usual_gap_days as decimal(14, 4)) as usual_gap_days,
        coalesce(
            told.file_count = 0
            and told.earlier_day_count >= {{ threshold('feed_min_deliveries') }}
            and {{ days_between('told.last_received_on', 'told.covers_until') }} >= greatest(
                told.usual_gap_days + {{ packet_limit('feed_grace_days') }},
                {{ threshold('feed_late_min_days') }}
            ),
            false
        ) as is_late,
        coalesce(set_aside.quarantined_count, 0) as quarantined_count
    from told
    full join set_aside using (practice_id, packet_week, payer_id, feed)

)

select * from final
