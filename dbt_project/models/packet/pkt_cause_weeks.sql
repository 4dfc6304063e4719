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

final as (

    select
        causes.practice_id,
        causes.packet_week,
        causes.reason_id,
        weeks.packet_week as trend_week,
        -- a week with a payer's file missing, or before any came, is not known, unless it shows
        -- claims anyway
        case
            when claims.claim_count is not null or known.known_figure is not null
                then coalesce(claims.claim_count, 0)
        end as claim_count
    from {{ ref('rlp_reason_cause_week') }} as causes
    inner join {{ ref('dim_packet_weeks') }} as weeks
        on
            causes.practice_id = weeks.practice_id
            and causes.packet_week >= weeks.packet_week
            and weeks.packet_week > causes.packet_week - 42
    left join claims
        on
            weeks.practice_id = claims.practice_id
            and weeks.packet_week = claims.packet_week
            and causes.reason_id = claims.reason_id
    left join {{ ref('rlp_known_measure_week') }} as known
        on
            weeks.practice_id = known.practice_id
            and weeks.packet_week = known.packet_week
            and known.measure = 'claims_denied' and known.scope = 'all'

)

select * from final
