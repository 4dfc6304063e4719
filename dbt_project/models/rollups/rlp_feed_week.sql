with

gaps as (

    select
        *,
        {{ days_between(
            'lag(received_on) over (partition by practice_id, payer_id, feed order by received_on)',
            'received_on'
        ) }} as gap_days
    from {{ ref('int_feed_days') }}

),

known as (

    -- a payer gone silent stays for as long as nothing comes
    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.covers_until,
        gaps.payer_id,
        gaps.feed,
        gaps.received_on,
        gaps.gap_days,
        gaps.file_count,
        numbers.trend_weeks,
        max(gaps.received_on) over (
            partition by weeks.practice_id, weeks.packet_week, gaps.payer_id, gaps.feed
        ) as last_received_on
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join gaps
        on weeks.practice_id = gaps.practice_id and weeks.covers_until > gaps.received_on

),

told as (

    select
        practice_id,
        packet_week,
        covers_until,
        payer_id,
        feed,
        last_received_on,
        sum(case when received_on >= packet_week then file_count else 0 end) as file_count,
        count(*) filter (where received_on < packet_week) as earlier_day_count,
        median(case when received_on < packet_week then cast(gap_days as double) end)
            as usual_gap_days
    from known
    -- its own rhythm, of the quarter that ends with its last delivery
    where received_on >= last_received_on - cast(7 * trend_weeks as int)
    group by practice_id, packet_week, covers_until, payer_id, feed, last_received_on

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
        {{ decimal_of('told.usual_gap_days', 14, 4) }} as usual_gap_days,
        coalesce(
            told.file_count = 0
            and told.earlier_day_count >= numbers.feed_min_deliveries
            and {{ days_between('told.last_received_on', 'told.covers_until') }} >= greatest(
                told.usual_gap_days + numbers.feed_grace_days,
                numbers.feed_late_min_days
            ),
            false
        ) as is_late,
        coalesce(set_aside.quarantined_count, 0) as quarantined_count
    from told
    full join set_aside using (practice_id, packet_week, payer_id, feed)
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

)

select * from final
