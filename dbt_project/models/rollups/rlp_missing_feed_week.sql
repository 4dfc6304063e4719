with

late as (

    select
        practice_id,
        packet_week,
        {{ compared_feed('feed') }} as feed
    from {{ ref('rlp_feed_week') }}
    where is_late

),

final as (

    select
        practice_id,
        packet_week,
        feed,
        cast(count(*) as int) as missing_count
    from late
    group by practice_id, packet_week, feed

    union all

    -- what every feed changes
    select
        practice_id,
        packet_week,
        'any' as feed,
        cast(count(*) as int) as missing_count
    from late
    group by practice_id, packet_week

)

select * from final
