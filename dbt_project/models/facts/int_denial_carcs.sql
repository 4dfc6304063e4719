with

decisions as (

    select * from {{ ref('int_line_decisions') }}
    where outcome in ('full_denial', 'partial_denial')

),

-- amounts that deny the line; a share the payer pointed elsewhere explains nothing
reasons as (

    select
        decisions.practice_id,
        decisions.adjudication_id,
        decisions.line_number,
        adjustments.group_code,
        adjustments.carc_code,
        sum(adjustments.adjusted_usd) as adjusted_usd
    from decisions
    inner join {{ ref('int_line_adjustments') }} as adjustments
        using (practice_id, adjudication_id, line_number)
    where
        (decisions.decision = 'denial_class' and adjustments.adjustment_class = 'denial')
        or (decisions.decision = 'unknown_carc' and adjustments.adjustment_class = 'unknown')
    group by
        decisions.practice_id,
        decisions.adjudication_id,
        decisions.line_number,
        adjustments.group_code,
        adjustments.carc_code

),

carc_traits as (

    select * from {{ ref('int_rules__carc_traits') }}

),

-- vague codes last, then the larger amount, then the code
foremost as (

    select
        reasons.practice_id,
        reasons.adjudication_id,
        reasons.line_number,
        reasons.group_code,
        reasons.carc_code,
        reasons.adjusted_usd,
        coalesce(carc_traits.is_noise, false) as is_noise_reason
    from reasons
    left join carc_traits
        on
            reasons.practice_id = carc_traits.practice_id
            and reasons.carc_code = carc_traits.carc_code
    where reasons.adjusted_usd > 0
    qualify row_number() over (
        partition by reasons.practice_id, reasons.adjudication_id, reasons.line_number
        order by
            coalesce(carc_traits.is_vague, false), reasons.adjusted_usd desc,
            reasons.carc_code asc, reasons.group_code asc
    ) = 1

),

final as (

    select
        decisions.practice_id,
        decisions.adjudication_id,
        decisions.line_number,
        decisions.decision,
        decisions.outcome,
        decisions.denied_usd,
        foremost.group_code,
        foremost.carc_code,
        coalesce(foremost.is_noise_reason, false) as is_noise_reason
    from decisions
    left join foremost using (practice_id, adjudication_id, line_number)

)

select * from final
