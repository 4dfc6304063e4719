with

claims as (

    select * from {{ ref('rlp_denied_claim_week') }}
    where not is_running

),

recent as (

    select
        weeks.practice_id,
        weeks.packet_week,
        claims.packet_week as claim_week,
        claims.claim_id,
        claims.is_repeat,
        claims.payer_id,
        claims.category,
        claims.reason_id,
        claims.origin,
        claims.owner_role,
        claims.likely_whole_usd,
        numbers.keeps_coming_window_weeks,
        numbers.keeps_coming_claims,
        numbers.keeps_coming_weeks
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join claims
        on
            weeks.practice_id = claims.practice_id
            and weeks.packet_week >= claims.packet_week
            and claims.packet_week > weeks.packet_week
            - cast(7 * numbers.keeps_coming_window_weeks as int)

),

repeating as (

    -- the reasons inside what keeps coming, where payer, category and origin decide and the reason
    -- names it; and those that tell a cause which the scan found
    select
        recent.*,
        found.cause_id,
        found.kind,
        found.since_on,
        patterns.pattern_id is not null as keeps_coming
    from recent
    left join {{ ref('rlp_keeps_coming_week') }} as patterns
        using (practice_id, packet_week, category, payer_id, origin)
    left join {{ ref('rlp_cause_reason_week') }} as found
        using (practice_id, packet_week, reason_id)

),

final as (

    select
        practice_id,
        packet_week,
        reason_id,
        min(origin) as origin,
        min(owner_role) as owner_role,
        max(cause_id) as cause_id,
        max(kind) as kind,
        max(since_on) as since_on,
        cast(count(distinct claim_id) as int) as claim_count,
        cast(count(distinct claim_week) as int) as weeks_seen,
        cast(round(
            cast(sum(likely_whole_usd) as double)
            / max(keeps_coming_window_weeks), 0
        ) as decimal(18, 2)) as likely_back_usd
    from repeating
    group by practice_id, packet_week, reason_id
    having
        max(cause_id) is not null
        or bool_or(keeps_coming) and (
            -- one claim denied again, under its own or another number, is no second claim
            count(distinct claim_id) filter (where not is_repeat) >= max(keeps_coming_claims)
            or count(distinct claim_week) filter (where not is_repeat) >= max(keeps_coming_weeks)
        )

)

select * from final
