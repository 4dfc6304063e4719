with

lines as (

    select
        practice_id,
        adjudication_id,
        sum(adjusted_usd) as adjusted_usd
    from {{ ref('fct_adjustments') }}
    group by practice_id, adjudication_id

),

final as (

    -- counted and flagged, never left out and never silently trusted
    select
        weeks.practice_id,
        weeks.packet_week,
        claims.payer_id,
        cast(count(*) as int) as claim_count,
        cast(sum(abs(
            claims.charge_usd - coalesce(lines.adjusted_usd, 0) - claims.paid_usd
        )) as decimal(18, 2)) as difference_usd
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('fct_adjudications') }} as claims
        on
            weeks.practice_id = claims.practice_id
            and weeks.packet_week <= claims.known_on
            and weeks.covers_until > claims.known_on
    left join lines
        on
            claims.practice_id = lines.practice_id
            and claims.adjudication_id = lines.adjudication_id
    where not claims.is_balanced
    group by weeks.practice_id, weeks.packet_week, claims.payer_id

)

select * from final
