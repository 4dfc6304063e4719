with

submissions as (

    select
        practice_id,
        packet_week,
        payer_id,
        days_to_submit
    from {{ ref('rlp_submission_week') }}

    union all

    select
        practice_id,
        packet_week,
        'all' as payer_id,
        days_to_submit
    from {{ ref('rlp_submission_week') }}

),

measured as (

    select
        practice_id,
        packet_week,
        payer_id,
        count(days_to_submit) as claim_count,
        median(cast(days_to_submit as double)) as middle_days
    from submissions
    group by practice_id, packet_week, payer_id

),

final as (

    -- the median is of single claims, so there is no sum above the line
    select
        practice_id,
        packet_week,
        'days_to_submit' as kpi,
        payer_id,
        'all' as category,
        cast(null as decimal(14, 2)) as numerator,
        cast(claim_count as decimal(14, 2)) as denominator,
        cast(claim_count as int) as claim_count,
        cast({{ decimal_of('middle_days', 14, 4) }} as double) as value,  -- noqa: RF04
        cast(null as decimal(14, 2)) as numerator_4_weeks,
        cast(null as decimal(14, 2)) as denominator_4_weeks,
        cast(null as decimal(14, 2)) as numerator_13_weeks,
        cast(null as decimal(14, 2)) as denominator_13_weeks
    from measured

)

select * from final
