with

steps as (

    select * from {{ ref('int_allowed_ratio_steps') }}

),

standing as (

    select
        practice_id,
        scope,
        payer_sequence,
        step_on as opened_on,
        is_question,
        sum(allowed_usd) over so_far as allowed_usd,
        sum(charge_usd) over so_far as charge_usd
    from steps
    window so_far as (
        partition by practice_id, scope, payer_sequence
        order by step_on
        range between unbounded preceding and current row
    )

),

final as (

    select
        practice_id,
        scope,
        payer_sequence,
        opened_on,
        cast(
            {{ rounded('cast(allowed_usd as double) / cast(charge_usd as double)', 6) }}
            as decimal(9, 6)
        ) as allowed_ratio
    from standing
    where is_question and charge_usd > 0

)

select * from final
