with

days as (

    select * from {{ ref('int_business_days') }}

),

final as (

    -- each pattern with what to do about it: within the week, like any other work
    select
        flags.practice_id,
        flags.packet_week,
        flags.entity_kind,
        flags.entity_id,
        flags.payer_id,
        flags.red_flag,
        flags.first_seen_on,
        flags.claim_count,
        flags.denied_usd,
        flags.expected_recovery_usd,
        flags.evidence,
        patterns.pattern,
        patterns.next_action,
        patterns.owner_role,
        cast(patterns.display_order as int) as flag_order,
        coalesce(act_by.day_on, weeks.covers_until + 7) as act_by_on
    from {{ ref('rlp_credentialing_week') }} as flags
    inner join {{ ref('dim_packet_weeks') }} as weeks using (practice_id, packet_week)
    inner join {{ ref('int_rules__red_flags') }} as patterns
        using (practice_id, red_flag)
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    left join days as opening
        on flags.practice_id = opening.practice_id and weeks.covers_until = opening.day_on
    left join days as act_by
        on
            flags.practice_id = act_by.practice_id
            and act_by.is_business_day
            and opening.business_day_number + numbers.act_by_business_days - 1
            = act_by.business_day_number

)

select * from final
