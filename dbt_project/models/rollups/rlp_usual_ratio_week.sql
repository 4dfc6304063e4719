with

paid as (

    select
        claims.practice_id,
        claims.payer_id,
        services.known_on,
        services.allowed_usd,
        services.charge_usd
    from {{ ref('fct_adjudication_lines') }} as services
    inner join {{ ref('fct_adjudications') }} as claims
        on
            services.practice_id = claims.practice_id
            and services.adjudication_id = claims.adjudication_id
            and claims.payer_sequence = 'primary'
    where
        services.outcome = 'not_denied'
        and services.paid_usd > 0
        and services.allowed_usd > 0

),

final as (

    -- what a payer allows of each dollar billed, of a year of paid lines known by then
    select
        weeks.practice_id,
        weeks.packet_week,
        paid.payer_id,
        {{ decimal_of(
            'cast(sum(paid.allowed_usd) as double)'
            ~ ' / nullif(cast(sum(paid.charge_usd) as double), 0)', 9, 6
        ) }} as allowed_ratio
    from {{ ref('dim_work_days') }} as weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join paid
        on
            weeks.practice_id = paid.practice_id
            and weeks.covers_until > paid.known_on
            and paid.known_on >= weeks.covers_until
            - cast(numbers.expected_window_days as int)
    group by weeks.practice_id, weeks.packet_week, paid.payer_id

)

select * from final
