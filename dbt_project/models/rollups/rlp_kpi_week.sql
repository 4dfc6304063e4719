with

counts as (

    select * from {{ ref('rlp_kpi_count_week') }}

    union all

    select * from {{ ref('rlp_kpi_category_week') }}

),

told as (

    select * from counts

    union all

    select * from {{ ref('rlp_kpi_total_week') }}

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
        cast(numerator as double) / nullif(cast(denominator as double), 0) as value,  -- noqa: RF04
        cast(numerator_4_weeks as decimal(14, 2)) as numerator_4_weeks,
        cast(denominator_4_weeks as decimal(14, 2)) as denominator_4_weeks,
        cast(numerator_13_weeks as decimal(14, 2)) as numerator_13_weeks,
        cast(denominator_13_weeks as decimal(14, 2)) as denominator_13_weeks
    from based

    union all

    select
        practice_id,
        packet_week,
        kpi,
        payer_id,
        category,
        numerator,
        denominator,
        claim_count,
        value,
        numerator_4_weeks,
        denominator_4_weeks,
        numerator_13_weeks,
        denominator_13_weeks
    from {{ ref('rlp_submission_lag_week') }}

)

select * from final
