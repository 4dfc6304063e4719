with

lines as (

    select
        claims.practice_id,
        claims.payer_id,
        lines.known_on,
        lines.allowed_usd,
        lines.charge_usd
    from {{ ref('fct_adjudication_lines') }} as lines
    inner join {{ ref('fct_adjudications') }} as claims
        on
            lines.practice_id = claims.practice_id
            and lines.adjudication_id = claims.adjudication_id
            and claims.payer_sequence = 'primary'
    where lines.outcome = 'not_denied' and lines.paid_usd > 0 and lines.allowed_usd > 0

),

final as (

    -- what a payer allows of each dollar billed, of a year of paid lines known by then
    select
        weeks.practice_id,
        weeks.packet_week,
        lines.payer_id,
        cast(
            cast(sum(lines.allowed_usd) as double) / nullif(cast(sum(lines.charge_usd) as double), 0)
            as decimal(9, 6)
        ) as allowed_ratio
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join lines
        on
            weeks.practice_id = lines.practice_id
            and lines.known_on < weeks.covers_until
            and lines.known_on >= weeks.covers_until
            - cast({{ threshold('expected_window_days') }} as int)
    group by weeks.practice_id, weeks.packet_week, lines.payer_id

)

select * from final
