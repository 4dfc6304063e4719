with

codes as (

    -- a code without a rule: its claims stand in "other"
    select distinct
        weeks.practice_id,
        weeks.packet_week,
        'reason' as kind,
        adjustments.group_code || '-' || adjustments.carc_code as code
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('fct_adjustments') }} as adjustments
        on
            weeks.practice_id = adjustments.practice_id
            and weeks.packet_week <= adjustments.known_on
            and weeks.covers_until > adjustments.known_on
    left join {{ ref('int_rules__carc_codes') }} as rules
        on
            adjustments.practice_id = rules.practice_id
            and adjustments.carc_code = rules.carc_code
    where rules.carc_code is null and adjustments.carc_code is not null

    union all

    select distinct
        weeks.practice_id,
        weeks.packet_week,
        'payer' as kind,
        coalesce(payers.name, payers.payer_id) as code
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('int_feed_days') }} as feed_days
        on
            weeks.practice_id = feed_days.practice_id
            and weeks.packet_week <= feed_days.received_on
            and weeks.covers_until > feed_days.received_on
    inner join {{ ref('dim_payers') }} as payers
        on
            feed_days.practice_id = payers.practice_id
            and feed_days.payer_id = payers.payer_id
            and not payers.is_configured

)

select * from codes
where code is not null
