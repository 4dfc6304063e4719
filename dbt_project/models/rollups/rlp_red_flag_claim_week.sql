with

denied as (

    -- denials of the last four weeks that say enrollment or out of network
    select
        weeks.practice_id,
        weeks.packet_week,
        flags.red_flag,
        flags.entity_kind,
        case when flags.entity_kind = 'clinician' then denials.rendering_npi else '' end
            as entity_id,
        denials.payer_id,
        denials.claim_id,
        min(denials.rendering_npi) as rendering_npi,
        min(denials.opened_on) as opened_on,
        cast(sum(denials.denied_usd) as decimal(18, 2)) as denied_usd,
        cast(sum(coalesce(denials.expected_recovery_usd, 0)) as decimal(18, 2))
            as expected_recovery_usd
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join {{ ref('rlp_denial_week') }} as denials
        on
            weeks.practice_id = denials.practice_id
            -- also what a status report announced the week before: its code is told only now
            and denials.opened_on >= denials.packet_week
            and weeks.packet_week >= denials.packet_week
            and denials.packet_week > weeks.packet_week
            - cast(7 * numbers.keeps_coming_window_weeks as int)
    inner join {{ ref('red_flag_signs') }} as flags
        on
            (flags.match_kind = 'category' and denials.category = flags.match_code)
            or (flags.match_kind = 'carc' and denials.carc_code = flags.match_code)
    group by
        weeks.practice_id, weeks.packet_week, flags.red_flag, flags.entity_kind,
        denials.rendering_npi, denials.payer_id, denials.claim_id

),

waiting as (

    select
        practice_id,
        packet_week,
        'accepted_then_silent' as red_flag,
        payer_id,
        claim_id,
        min(from_on) as opened_on,
        cast(sum(usual_usd) as decimal(18, 2)) as expected_recovery_usd
    from {{ ref('rlp_silent_claim_week') }}
    group by practice_id, packet_week, payer_id, claim_id

    union all

    select
        practice_id,
        packet_week,
        'rejected_for_enrollment' as red_flag,
        payer_id,
        claim_id,
        min(opened_on) as opened_on,
        cast(sum(likely_whole_usd) as decimal(18, 2)) as expected_recovery_usd
    from {{ ref('rlp_rejection_reason_week') }}
    where is_open and not is_running and category = 'credentialing_enrollment'
    group by practice_id, packet_week, payer_id, claim_id

)

select * from denied
where entity_id is not null

union all

select
    practice_id,
    packet_week,
    red_flag,
    'payer' as entity_kind,
    '' as entity_id,
    payer_id,
    claim_id,
    cast(null as string) as rendering_npi,
    opened_on,
    cast(0 as decimal(18, 2)) as denied_usd,
    expected_recovery_usd
from waiting

union all

select * from {{ ref('rlp_enrollment_gap_week') }}  -- noqa: AM04
