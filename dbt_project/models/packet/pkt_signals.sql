with

slowest as (

    select
        practice_id,
        packet_week,
        cast(round(
            {{ decimal_of(
                'percentile_cont(0.9) within group (order by cast(days_to_submit as double))', 14, 4
            ) }}, 0
        ) as int) as slowest_tenth_days
    from {{ ref('rlp_submission_week') }}
    group by practice_id, packet_week

),

final as (

    select
        signals.practice_id,
        signals.packet_week,
        signals.measure,
        signals.figure,
        signals.is_stock,
        case
            -- a practice with few claims gets no verdict on its tiles, only its usual range
            when
                sizes.size = 'solo' and kpis.kpi is null
                and signals.signal in ('above', 'below', 'within') then 'too_few'
            else signals.signal
        end as signal,  -- noqa: RF04
        signals.usual_low,
        signals.usual_high,
        signals.usual_mean,
        kpis.numerator,
        kpis.denominator,
        kpis.claim_count,
        case when signals.measure = 'days_to_submit' then slowest.slowest_tenth_days end
            as slowest_tenth_days
    from {{ ref('rlp_signal_week') }} as signals
    inner join {{ ref('rlp_size_week') }} as sizes using (practice_id, packet_week)
    left join {{ ref('rlp_kpi_week') }} as kpis
        on
            signals.practice_id = kpis.practice_id
            and signals.packet_week = kpis.packet_week
            and signals.measure = kpis.kpi
            and kpis.payer_id = 'all'
            and kpis.category = 'all'
    left join slowest
        on
            signals.practice_id = slowest.practice_id
            and signals.packet_week = slowest.packet_week
    where signals.scope = 'all'

)

select * from final
