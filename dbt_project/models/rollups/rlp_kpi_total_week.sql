with

shares as (

    select kpi from {{ ref('packet_measures') }}
    where is_share

),

final as (

    -- a row for every week, a quiet one too
    select
        weeks.practice_id,
        weeks.packet_week,
        shares.kpi,
        'all' as payer_id,
        'all' as category,
        cast(coalesce(sum(counts.numerator), 0) as decimal(14, 2)) as numerator,
        cast(coalesce(sum(counts.denominator), 0) as decimal(14, 2)) as denominator,
        cast(coalesce(sum(counts.claim_count), 0) as int) as claim_count
    from {{ ref('dim_packet_weeks') }} as weeks
    cross join shares
    left join {{ ref('rlp_kpi_count_week') }} as counts
        on
            weeks.practice_id = counts.practice_id
            and weeks.packet_week = counts.packet_week
            and shares.kpi = counts.kpi
    group by weeks.practice_id, weeks.packet_week, shares.kpi

)

select * from final
