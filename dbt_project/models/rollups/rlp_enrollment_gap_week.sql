with

weeks as (

    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.covers_until,
        cast(7 * numbers.keeps_coming_window_weeks as int) as window_days
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

),

-- sent or denied in the last four weeks
told as (

    select
        weeks.practice_id,
        weeks.packet_week,
        gaps.red_flag,
        gaps.entity_kind,
        gaps.entity_id,
        gaps.payer_id,
        gaps.claim_id,
        min(gaps.known_on) as opened_on
    from weeks
    inner join {{ ref('int_enrollment_gaps') }} as gaps
        on
            weeks.practice_id = gaps.practice_id
            and weeks.covers_until > gaps.known_on
            and gaps.known_on >= weeks.covers_until - weeks.window_days
    group by
        weeks.practice_id, weeks.packet_week, gaps.red_flag, gaps.entity_kind, gaps.entity_id,
        gaps.payer_id, gaps.claim_id

),

denied as (

    select
        weeks.practice_id,
        weeks.packet_week,
        denials.payer_id,
        denials.claim_id,
        sum(denials.denied_usd) as denied_usd,
        sum(coalesce(denials.expected_recovery_usd, 0)) as expected_recovery_usd
    from weeks
    inner join {{ ref('rlp_denial_week') }} as denials
        on
            weeks.practice_id = denials.practice_id
            and weeks.packet_week >= denials.packet_week
            and denials.packet_week >= weeks.covers_until - weeks.window_days
    where denials.is_new
    group by weeks.practice_id, weeks.packet_week, denials.payer_id, denials.claim_id

),

final as (

    select
        told.practice_id,
        told.packet_week,
        told.red_flag,
        told.entity_kind,
        told.entity_id,
        told.payer_id,
        told.claim_id,
        case when told.entity_kind = 'clinician' then told.entity_id end as rendering_npi,
        told.opened_on,
        cast(coalesce(denied.denied_usd, 0) as decimal(18, 2)) as denied_usd,
        cast(coalesce(denied.expected_recovery_usd, 0) as decimal(18, 2)) as expected_recovery_usd
    from told
    left join denied using (practice_id, packet_week, payer_id, claim_id)

)

select * from final
