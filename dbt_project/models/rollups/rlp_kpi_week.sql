with

counts as (

    select * from {{ ref('rlp_kpi_count_week') }}

    union all

    select * from {{ ref('rlp_kpi_category_week') }}

),

totals as (

    -- a row for every week, a quiet one too
    select
        weeks.practice_id,
        weeks.packet_week,
        kpis.kpi,
        'all' as payer_id,
        'all' as category,
        cast(coalesce(sum(counts.numerator), 0) as decimal(14, 2)) as numerator,
        cast(coalesce(sum(counts.denominator), 0) as decimal(14, 2)) as denominator,
        cast(coalesce(sum(counts.claim_count), 0) as int) as claim_count
    from {{ ref('dim_packet_weeks') }} as weeks
    cross join (select kpi from {{ ref('packet_measures') }} where is_share) as kpis
    left join {{ ref('rlp_kpi_count_week') }} as counts
        on
            weeks.practice_id = counts.practice_id
            and weeks.packet_week = counts.packet_week
            and kpis.kpi = counts.kpi
    group by weeks.practice_id, weeks.packet_week, kpis.kpi

),

told as (

    select * from counts

    union all

    select * from totals

),

based as (

    select
        *,
        sum(numerator) over last_4 as numerator_4_weeks,
        sum(denominator) over last_4 as denominator_4_weeks,
        sum(numerator) over last_13 as numerator_13_weeks,
        sum(denominator) over last_13 as denominator_13_weeks
    from told
    window
        last_4 as (
            partition by practice_id, kpi, payer_id, category order by packet_week
            range between interval 21 day preceding and current row
        ),
        last_13 as (
            partition by practice_id, kpi, payer_id, category order by packet_week
            range between interval 84 day preceding and current row
        )

),

final as (

    select
        practice_id,
        packet_week,
        kpi,
        payer_id,
        category,
        numerator,
        denominator,
        claim_count,
        cast(numerator as double) / nullif(cast(denominator as double), 0) as value,
        cast(numerator_4_weeks as decimal(14, 2)) as numerator_4_weeks,
        cast(denominator_4_weeks as decimal(14, 2)) as denominator_4_weeks,
        cast(numerator_13_weeks as decimal(14, 2)) as numerator_13_weeks,
        cast(denominator_13_weeks as decimal(14, 2)) as denominator_13_weeks
    from based

    union all

    select
        lag_rows.*,
        cast(null as decimal(14, 2)) as numerator_4_weeks,
        cast(null as decimal(14, 2)) as denominator_4_weeks,
        cast(null as decimal(14, 2)) as numerator_13_weeks,
        cast(null as decimal(14, 2)) as denominator_13_weeks
    from {{ ref('rlp_submission_lag_week') }} as lag_rows

)

select * from final
