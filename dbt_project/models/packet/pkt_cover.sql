with

weeks as (

    select * from {{ ref('dim_packet_weeks') }}

),

denied as (

    select
        practice_id,
        packet_week,
        sum(denied_whole_usd) as billed_usd
    from {{ ref('rlp_denied_claim_week') }}
    group by practice_id, packet_week

),

untouched as (

    select
        practice_id,
        packet_week,
        sum(open_whole_usd) as untouched_open_usd
    from {{ ref('rlp_open_claim_week') }}
    where untouched_days >= threshold_days
    group by practice_id, packet_week

),

reports as (

    select
        practice_id,
        packet_week,
        rejection_days,
        rejection_days_expected
    from {{ ref('rlp_rejection_report_week') }}

),

unbalanced as (

    select
        practice_id,
        packet_week,
        sum(claim_count) as unbalanced_claim_count
    from {{ ref('rlp_unbalanced_week') }}
    group by practice_id, packet_week

),

final as (

    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.covers_until,
        weeks.issued_on,
        practices.name as practice_name,
        sizes.size,
        practices.is_invented,
        practices.untouched_days,
        cast(coalesce(denied.billed_usd, 0) as decimal(18, 2)) as billed_usd,
        cast(coalesce(untouched.untouched_open_usd, 0) as decimal(18, 2)) as untouched_open_usd,
        weeks_before.packet_week is not null as has_week_before,
        coalesce(reports.rejection_days, 0) as rejection_days,
        coalesce(reports.rejection_days_expected, 0) as rejection_days_expected,
        cast(coalesce(unbalanced.unbalanced_claim_count, 0) as int) as unbalanced_claim_count
    from weeks
    inner join {{ ref('dim_practices') }} as practices using (practice_id)
    inner join {{ ref('rlp_size_week') }} as sizes using (practice_id, packet_week)
    left join weeks as weeks_before
        on
            weeks.practice_id = weeks_before.practice_id
            and weeks.packet_week = weeks_before.packet_week + 7
    left join denied using (practice_id, packet_week)
    left join untouched using (practice_id, packet_week)
    left join reports using (practice_id, packet_week)
    left join unbalanced using (practice_id, packet_week)

)

select * from final
