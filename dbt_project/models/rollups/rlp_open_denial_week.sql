with

lines as (

    select
        *,
        sum(denied_usd) over (
            partition by
                practice_id, packet_week, claim_id, payer_id, category, carc_code, rarc_code
        ) as reason_usd
    from {{ ref('rlp_denial_week') }}
    where is_open and waits_as is null

),

foremost as (

    select *, {{ surrogate_key(['category', 'carc_code', 'rarc_code']) }} as reason_id from lines
    qualify {{ leading_line('practice_id, packet_week, claim_id') }} = 1

),

parts as (

    -- what a claim lost in one week: its whole dollars were settled in that week's packet
    select
        lines.practice_id,
        lines.packet_week,
        lines.claim_id,
        weeks.packet_week as opened_week,
        count(*) as line_count,
        min(lines.opened_on) as opened_on,
        min(lines.act_by_on) as act_by_on,
        min(case when lines.last_day_on >= {{ acts_on('lines') }} then lines.last_day_on end)
            as next_on,
        max(lines.last_day_on) as latest_on,
        sum(lines.denied_usd) as denied_usd,
        sum(coalesce(lines.expected_allowed_usd, 0)) as expected_allowed_usd,
        sum(coalesce(lines.expected_recovery_usd, 0)) as expected_recovery_usd,
        coalesce(bool_or(lines.last_day_on < {{ acts_on('lines') }}), false) as is_partly_past
    from lines
    left join {{ ref('dim_work_days') }} as weeks
        on
            lines.practice_id = weeks.practice_id
            and lines.opened_on >= weeks.packet_week and lines.opened_on < weeks.covers_until
    group by lines.practice_id, lines.packet_week, lines.claim_id, weeks.packet_week

),

sums as (

    select
        parts.practice_id,
        parts.packet_week,
        parts.claim_id,
        cast(sum(parts.line_count) as int) as line_count,
        min(parts.opened_on) as opened_on,
        min(parts.act_by_on) as act_by_on,
        coalesce(min(parts.next_on), max(parts.latest_on)) as last_day_on,
        cast(sum(parts.denied_usd) as decimal(18, 2)) as denied_usd,
        cast(sum(parts.expected_allowed_usd) as decimal(18, 2)) as expected_allowed_usd,
        cast(sum(parts.expected_recovery_usd) as decimal(18, 2)) as expected_recovery_usd,
        cast(sum(case
            when parts.denied_usd = settled.denied_usd and not parts.is_partly_past
                then settled.likely_whole_usd
            else round(parts.expected_recovery_usd, 0)
        end) as decimal(18, 2)) as likely_whole_usd
    from parts
    left join {{ ref('rlp_denied_claim_week') }} as settled
        on
            parts.practice_id = settled.practice_id and parts.claim_id = settled.claim_id
            and parts.opened_week = settled.packet_week
    group by parts.practice_id, parts.packet_week, parts.claim_id

)

select
    sums.*,
    foremost.covers_until,
    foremost.is_running,
    foremost.claim_number,
    foremost.denial_id,
    foremost.payer_id,
    foremost.category,
    foremost.reason_id,
    foremost.group_code,
    foremost.owner_role,
    foremost.next_action,
    foremost.procedure_code,
    foremost.modifiers,
    foremost.service_on,
    foremost.rendering_npi,
    foremost.location_id
from sums
inner join foremost using (practice_id, packet_week, claim_id)
