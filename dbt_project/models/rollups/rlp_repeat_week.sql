with

claims as (

    select
        practice_id,
        packet_week,
        reason_id,
        cast(count(*) as int) as claim_count
    from {{ ref('rlp_denied_claim_week') }}
    where not is_running
    group by practice_id, packet_week, reason_id

),

payers as (

    select
        practice_id,
        packet_week,
        reason_id,
        payer_id,
        count(*) as claim_count
    from {{ ref('rlp_denied_claim_week') }}
    where not is_running
    group by practice_id, packet_week, reason_id, payer_id

),

foremost as (

    select * from payers
    qualify row_number() over (
        partition by practice_id, packet_week, reason_id
        order by claim_count desc, payer_id asc
    ) = 1

),

final as (

    -- denied in this week and in the one before
    select
        this_week.practice_id,
        this_week.packet_week,
        this_week.reason_id,
        foremost.payer_id,
        week_before.claim_count as week_before_count,
        this_week.claim_count as this_week_count,
        missing_now.feed is null and missing_before.feed is null as is_compared
    from claims as this_week
    inner join claims as week_before
        on
            this_week.practice_id = week_before.practice_id
            and this_week.reason_id = week_before.reason_id
            and this_week.packet_week = week_before.packet_week + 7
    inner join foremost
        on
            this_week.practice_id = foremost.practice_id
            and this_week.packet_week = foremost.packet_week
            and this_week.reason_id = foremost.reason_id
    left join {{ ref('rlp_missing_feed_week') }} as missing_now
        on
            this_week.practice_id = missing_now.practice_id
            and this_week.packet_week = missing_now.packet_week
            and missing_now.feed = 'remittance'
    left join {{ ref('rlp_missing_feed_week') }} as missing_before
        on
            week_before.practice_id = missing_before.practice_id
            and week_before.packet_week = missing_before.packet_week
            and missing_before.feed = 'remittance'

)

select * from final
