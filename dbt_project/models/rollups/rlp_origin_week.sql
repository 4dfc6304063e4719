with

claims as (

    select
        practice_id,
        packet_week,
        origin,
        count(*) as claim_count,
        sum(likely_whole_usd) as likely_whole_usd
    from {{ ref('rlp_denied_claim_week') }}
    where not is_running
    group by practice_id, packet_week, origin

),

weeks as (

    select
        spine.practice_id,
        spine.packet_week,
        origins.origin,
        origins.display_order,
        coalesce(claims.claim_count, 0) as claim_count,
        coalesce(claims.likely_whole_usd, 0) as likely_whole_usd,
        case when missing.feed is null then coalesce(claims.claim_count, 0) end as known_count
    from {{ ref('dim_packet_weeks') }} as spine
    cross join {{ ref('origins') }} as origins
    left join claims
        on
            spine.practice_id = claims.practice_id
            and spine.packet_week = claims.packet_week
            and origins.origin = claims.origin
    left join {{ ref('rlp_missing_feed_week') }} as missing
        on
            spine.practice_id = missing.practice_id
            and spine.packet_week = missing.packet_week
            and missing.feed = 'remittance'

),

numbered as (

    select
        *,
        count(known_count) over earlier as known_weeks,
        sum(known_count) over earlier as earlier_count
    from weeks
    window earlier as (
        partition by practice_id, origin order by packet_week
        range between interval 21 day preceding and interval 7 day preceding
    )

),

final as (

    select
        practice_id,
        packet_week,
        origin,
        cast(display_order as int) as origin_order,
        cast(claim_count as int) as claim_count,
        {{ decimal_of('cast(earlier_count as double) / nullif(known_weeks, 0)', 18, 6) }}
            as usual_claims,
        cast(likely_whole_usd as decimal(18, 2)) as likely_back_usd
    from numbered

)

select * from final
