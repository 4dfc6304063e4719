with

lines as (

    select
        practice_id,
        payer_id,
        known_on,
        lines.allowed_usd,
        lines.charge_usd
    from {{ ref('fct_adjudication_lines') }} as lines
    inner join (
        select practice_id, adjudication_id, payer_id
        from {{ ref('fct_adjudications') }}
        where payer_sequence = 'primary'
    ) as claims using (practice_id, adjudication_id)
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
