with

lines as (

    select
        *,
        sum(denied_usd) over (
            partition by
                practice_id, packet_week, claim_id,
                payer_id, category, carc_code, rarc_code
        ) as reason_usd
    from {{ ref('rlp_denial_week') }}
    where is_new

),

sums as (

    select
        practice_id,
        packet_week,
        claim_id,
        count(*) as line_count,
        bool_or(is_open) as is_open,
        bool_and(is_balanced) as is_balanced,
        bool_and(is_repeat) as is_repeat,
        bool_or(is_denied_to_patient) as is_denied_to_patient,
        min(act_by_on) as act_by_on,
        min(last_day_on) as last_day_on,
        sum(denied_usd) as denied_usd,
        sum(coalesce(expected_allowed_usd, 0)) as expected_allowed_usd,
        sum(coalesce(expected_recovery_usd, 0)) as expected_recovery_usd
    from lines
    group by practice_id, packet_week, claim_id

),

foremost as (

    select * from lines
    qualify {{ leading_line('practice_id, packet_week, claim_id') }} = 1

),

{% set week = 'sums.practice_id, sums.packet_week' %}
final as (

    select
        foremost.practice_id,
        foremost.packet_week,
        foremost.covers_until,
        foremost.is_running,
        foremost.claim_id,
        foremost.claim_number,
        foremost.payer_id,
        foremost.category,
        foremost.carc_code,
        foremost.rarc_code,
        {{ surrogate_key(['foremost.category', 'foremost.carc_code', 'foremost.rarc_code']) }}
            as reason_id,
        foremost.group_code,
        foremost.origin,
        foremost.is_preventable,
        foremost.default_bucket,
        foremost.owner_role,
        foremost.next_action,
        foremost.procedure_code,
        foremost.place_of_service,
        foremost.rendering_npi,
        foremost.location_id,
        sums.act_by_on,
        sums.last_day_on,
        cast(sums.line_count as int) as line_count,
        sums.is_open,
        sums.is_balanced,
        sums.is_repeat,
        sums.is_denied_to_patient,
        cast(sums.denied_usd as decimal(18, 2)) as denied_usd,
        cast(sums.expected_allowed_usd as decimal(18, 2)) as expected_allowed_usd,
        cast(sums.expected_recovery_usd as decimal(18, 2)) as expected_recovery_usd,
        {{ apportioned('sums.denied_usd', week, 'sums.claim_id') }} as denied_whole_usd,
        {{ apportioned('sums.expected_allowed_usd', week, 'sums.claim_id') }} as usual_whole_usd,
        {{ apportioned('sums.expected_recovery_usd', week, 'sums.claim_id') }} as likely_whole_usd
    from foremost
    inner join sums using (practice_id, packet_week, claim_id)

)

select * from final
