with

categories as (

    select * from {{ ref('rlp_category_line_week') }}

),

weeks as (

    select
        practice_id,
        packet_week,
        covers_until
    from {{ ref('dim_packet_weeks') }}

),

seen as (

    select
        weeks.practice_id,
        weeks.packet_week,
        earlier.category,
        cast(count(*) as int) as weeks_seen_of_last_4
    from weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join categories as earlier
        on
            weeks.practice_id = earlier.practice_id
            and weeks.packet_week >= earlier.packet_week
            and earlier.packet_week > weeks.packet_week
            - cast(7 * numbers.keeps_coming_window_weeks as int)
    group by weeks.practice_id, weeks.packet_week, earlier.category

),

final as (

    select
        categories.practice_id,
        categories.packet_week,
        categories.category,
        categories.payer_names,
        categories.claim_count,
        categories.denied_usd,
        categories.expected_recovery_usd,
        cast(categories.preventable_count as double) / categories.claim_count
            as preventable_share,
        categories.origin,
        case
            when categories.is_for_now and categories.is_repeating then 'both'
            when categories.is_for_now then 'A'
            when categories.is_repeating or categories.is_for_cause then 'B'
            else 'none'
        end as bucket,
        categories.owner_role,
        owners.owner,
        categories.next_action,
        categories.act_by_on,
        coalesce(last_week.claim_count, 0) as claim_count_last_week,
        seen.weeks_seen_of_last_4,
        signals.signal
    from categories
    inner join seen using (practice_id, packet_week, category)
    left join categories as last_week
        on
            categories.practice_id = last_week.practice_id
            and categories.category = last_week.category
            and categories.packet_week = last_week.packet_week + 7
    left join {{ ref('dim_owners') }} as owners
        on
            categories.practice_id = owners.practice_id
            and categories.owner_role = owners.owner_role
    left join {{ ref('rlp_signal_week') }} as signals
        on
            categories.practice_id = signals.practice_id
            and categories.packet_week = signals.packet_week
            and categories.category = signals.scope
            and signals.measure = 'category_claims'

)

select * from final
