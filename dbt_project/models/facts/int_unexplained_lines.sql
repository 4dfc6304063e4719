with

claims as (

    select * from {{ ref('int_remittance_claims') }}

),

claim_level as (

    select distinct
        practice_id,
        adjudication_id
    from {{ ref('fct_adjustments') }}
    where line_number = 0

),

line_adjustments as (

    select
        practice_id,
        adjudication_id,
        line_number,
        sum(adjusted_usd) as adjusted_usd
    from {{ ref('fct_adjustments') }}
    where line_number > 0
    group by practice_id, adjudication_id, line_number

),

final as (

    select
        lines.practice_id,
        lines.adjudication_id,
        lines.line_number,
        -- charge - paid - the line's own adjustments; a reversal's signs are turned round
        greatest(cast(round(
            (lines.charge_usd - lines.paid_usd - coalesce(line_adjustments.adjusted_usd, 0))
            * case when claims.is_reversal then -100 else 100 end, 0
        ) as bigint), 0) as unexplained_cents
    from {{ ref('int_remittance_lines') }} as lines  -- noqa: RF04
    inner join claim_level using (practice_id, adjudication_id)
    inner join claims using (practice_id, adjudication_id)
    left join line_adjustments using (practice_id, adjudication_id, line_number)
    where lines.line_number > 0

)

select * from final
