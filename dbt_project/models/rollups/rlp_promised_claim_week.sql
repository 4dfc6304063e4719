with

-- what the packet of the week before counted, and what became known of it since
claims as (

    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.covers_until,
        told.claim_id,
        min(coalesce(denials.announced_on, denials.opened_on)) as opened_on,
        coalesce(bool_or(
            denials.close_reason in ('overturned_corrected', 'overturned_reprocessed')
            and denials.closed_on < weeks.covers_until
        ), false) as is_overturned,
        -- sent under another number or to another payer: the work stands there
        bool_or(carried.state is not null) as is_carried
    from {{ ref('rlp_denial_week') }} as told
    inner join {{ ref('dim_packet_weeks') }} as weeks
        on told.practice_id = weeks.practice_id and told.packet_week = weeks.packet_week - 7
    inner join {{ ref('fct_denials') }} as denials
        on told.practice_id = denials.practice_id and told.denial_id = denials.denial_id
    left join {{ ref('fct_denial_waits') }} as waits
        on
            denials.practice_id = waits.practice_id
            and denials.denial_id = waits.denial_id
            and weeks.covers_until > waits.from_on
    left join {{ ref('claim_states') }} as carried
        on waits.waits_as = carried.state and carried.is_carried
    where told.is_new and not told.is_running
    group by weeks.practice_id, weeks.packet_week, weeks.covers_until, told.claim_id

),

touched as (

    -- a touch dated ahead of the day it became known counts from that day
    select distinct
        claims.practice_id,
        claims.packet_week,
        claims.claim_id
    from claims
    inner join {{ ref('fct_touches') }} as touches
        on
            claims.practice_id = touches.practice_id
            and claims.claim_id = touches.claim_id
            and claims.opened_on <= least(touches.touched_on, touches.known_on)
            and claims.covers_until > touches.known_on

),

still_open as (

    select distinct
        practice_id,
        packet_week,
        claim_id
    from {{ ref('rlp_denial_week') }}
    where is_open and not is_running

),

final as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.claim_id,
        asked.category,
        case
            when still_open.claim_id is null then 'closed'
            when claims.is_carried or touched.claim_id is not null then 'worked'
            else 'untouched'
        end as became,
        still_open.claim_id is null and claims.is_overturned as is_won
    from claims
    left join touched using (practice_id, packet_week, claim_id)
    left join still_open using (practice_id, packet_week, claim_id)
    inner join {{ ref('rlp_denied_claim_week') }} as asked
        on
            claims.practice_id = asked.practice_id
            and claims.claim_id = asked.claim_id
            and claims.packet_week = asked.packet_week + 7
            and not asked.is_running

)

select * from final
