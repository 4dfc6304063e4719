with

lost as (

    select
        practice_id,
        adjudication_id,
        sum(denied_usd) as denied_usd,
        sum(coalesce(expected_recovery_usd, 0)) as expected_recovery_usd
    from {{ ref('fct_denials') }}
    where adjudication_id is not null
    group by practice_id, adjudication_id

),

final as (

    -- reversals, pends, forwards and information never enter a rate; nor do later payers
    select
        weeks.practice_id,
        weeks.packet_week,
        adjudications.adjudication_id,
        adjudications.claim_id,
        adjudications.payer_id,
        adjudications.outcome in ('denied', 'partly_denied') as is_denied,
        adjudications.outcome in ('paid', 'patient_share') as is_settled,
        cast(coalesce(lost.denied_usd, 0) as decimal(18, 2)) as denied_usd,
        cast(coalesce(lost.expected_recovery_usd, 0) as decimal(18, 2)) as expected_recovery_usd
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('fct_adjudications') }} as adjudications
        on
            weeks.practice_id = adjudications.practice_id
            and weeks.packet_week <= adjudications.known_on
            and weeks.covers_until > adjudications.known_on
    left join lost
        on
            adjudications.practice_id = lost.practice_id
            and adjudications.adjudication_id = lost.adjudication_id
    where
        adjudications.is_first
        and adjudications.payer_sequence = 'primary'
        and adjudications.outcome in ('paid', 'patient_share', 'denied', 'partly_denied', 'anomaly')

)

select * from final
