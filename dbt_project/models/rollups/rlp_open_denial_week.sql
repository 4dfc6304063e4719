with

lines as (

    select
        *,
        sum(denied_usd) over (
            partition by practice_id, packet_week, is_running, claim_id,
            payer_id, category, carc_code, rarc_code
        ) as reason_usd
    from {{ ref('rlp_denial_week') }}
    where is_open

),

parts as (

    -- what a claim lost in one week; its whole dollars were settled in that week's packet
    select
        lines.practice_id,
        lines.packet_week,
        lines.is_running,
        lines.claim_id,
        weeks.packet_week as opened_week,
        sum(lines.denied_usd) as denied_usd,
        sum(coalesce(lines.expected_recovery_usd, 0)) as expected_recovery_usd
    from lines
    left join {{ ref('dim_work_days') }} as weeks
        on
            lines.practice_id = weeks.practice_id
            and lines.opened_on >= weeks.packet_week
            and lines.opened_on < weeks.covers_until
    group by
        lines.practice_id, lines.packet_week, lines.is_running, lines.claim_id, weeks.packet_week

),

sums as (

    select
        parts.practice_id,
        parts.packet_week,
        parts.is_running,
        parts.claim_id,
        sum(parts.denied_usd) as denied_usd,
        sum(parts.expected_recovery_usd) as expected_recovery_usd,
        sum(
            case
                when parts.denied_usd = settled.denied_usd then settled.likely_whole_usd
                else round(parts.expected_recovery_usd, 0)
            end
        ) as likely_whole_usd
    from parts
    left join {{ ref('rlp_denied_claim_week') }} as settled
        on
            parts.practice_id = settled.practice_id
            and parts.claim_id = settled.claim_id
            and parts.opened_week = settled.packet_week
    group by parts.practice_id, parts.packet_week, parts.is_running, parts.claim_id

),

dates as (

    select
        practice_id,
        packet_week,
        is_running,
        claim_id,
        count(*) as line_count,
        min(opened_on) as opened_on,
        min(act_by_on) as act_by_on,
        min(case when last_day_on >= covers_until then last_day_on end) as last_day_on,
        max(last_day_on) as latest_day_on
    from lines
    group by practice_id, packet_week, is_running, claim_id

),

leading as (

    select * from lines
    qualify {{ leading_line('practice_id, packet_week, is_running, claim_id') }} = 1

),

final as (

    select
        leading.practice_id,
        leading.packet_week,
        leading.covers_until,
        leading.is_running,
        leading.claim_id,
        leading.claim_number,
        leading.payer_id,
        leading.category,
        leading.carc_code,
        leading.rarc_code,
        leading.group_code,
        leading.rule_id,
        leading.owner_role,
        leading.next_action,
        leading.procedure_code,
        leading.modifiers,
        leading.service_on,
        leading.rendering_npi,
        leading.location_id,
        cast(dates.line_count as int) as line_count,
        dates.opened_on,
        dates.act_by_on,
        coalesce(dates.last_day_on, dates.latest_day_on) as last_day_on,
        cast(sums.denied_usd as decimal(12, 2)) as denied_usd,
        cast(sums.expected_recovery_usd as decimal(12, 2)) as expected_recovery_usd,
        cast(sums.likely_whole_usd as decimal(12, 2)) as likely_whole_usd
    from leading
    inner join sums using (practice_id, packet_week, is_running, claim_id)
    inner join dates using (practice_id, packet_week, is_running, claim_id)

)

select * from final
