with

decisions as (

    select
        *,
        cast(round({{ days_between('decided_on', 'covers_until') }} / 7, 0) as int) as week_count
    from {{ ref('rlp_followed_decision_week') }}

),

claims as (

    select
        practice_id,
        packet_week,
        reason_id,
        count(*) as claim_count
    from {{ ref('rlp_denied_claim_week') }}
    where not is_running
    group by practice_id, packet_week, reason_id

),

-- the weeks since the meeting, and as many before it
windows as (

    select
        decisions.practice_id,
        decisions.packet_week,
        decisions.decision_id,
        weeks.packet_week >= decisions.decided_on as is_since,
        coalesce(claims.claim_count, 0) as claim_count,
        known.known_figure is null as is_missing
    from decisions
    inner join {{ ref('dim_packet_weeks') }} as weeks
        on
            decisions.practice_id = weeks.practice_id
            and decisions.covers_until > weeks.packet_week
            and weeks.packet_week >= decisions.decided_on - 7 * decisions.week_count
    left join claims
        on
            weeks.practice_id = claims.practice_id
            and weeks.packet_week = claims.packet_week
            and decisions.reason_id = claims.reason_id
    left join {{ ref('rlp_known_measure_week') }} as known
        on
            weeks.practice_id = known.practice_id
            and weeks.packet_week = known.packet_week
            and known.measure = 'claims_denied' and known.scope = 'all'

),

counted as (

    select
        practice_id,
        packet_week,
        decision_id,
        bool_or(is_missing) as is_missing,
        count(*) filter (where not is_since) as weeks_before,
        sum(claim_count) filter (where not is_since) as before_count,
        sum(claim_count) filter (where is_since) as since_count
    from windows
    group by practice_id, packet_week, decision_id

),

final as (

    select
        decisions.practice_id,
        decisions.packet_week,
        decisions.decision_id,
        decisions.reason_id,
        decisions.decided_on,
        decisions.decision,
        decisions.decision_label,
        decisions.owner_role,
        decisions.owner,
        decisions.due_on,
        decisions.state,
        decisions.state_on,
        decisions.is_settled,
        not decisions.is_settled
        and coalesce(decisions.due_on < decisions.covers_until, false) as is_overdue,
        decisions.week_count,
        -- a record that is younger, or a missing file, is no zero
        cast(case
            when not counted.is_missing and counted.weeks_before = decisions.week_count
                then counted.before_count
        end as int) as before_claim_count,
        cast(case when not counted.is_missing then counted.since_count end as int)
            as since_claim_count
    from decisions
    inner join counted using (practice_id, packet_week, decision_id)

)

select * from final
