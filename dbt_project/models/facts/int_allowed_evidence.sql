{%- set a_unit = 'cast(lines.allowed_usd as double) / cast(lines.units as double)' -%}
{%- set unit_allowed_usd = 'cast(' ~ rounded(a_unit, 2) ~ ' as decimal(18, 2))' -%}
with

lines as (

    select * from {{ ref('fct_adjudication_lines') }}

),

sequences as (

    select * from {{ ref('int_adjudication_sequences') }}

),

-- paid lines, the only ones that show what a payer allows
final as (

    select
        lines.practice_id,
        lines.payer_id,
        sequences.payer_sequence,
        lines.procedure_code,
        lines.modifiers,
        lines.known_on,
        {{ unit_allowed_usd }} as unit_allowed_usd,
        cast(count(*) as bigint) as line_count,
        cast(sum(lines.allowed_usd) as decimal(18, 2)) as allowed_usd,
        cast(sum(lines.charge_usd) as decimal(18, 2)) as charge_usd
    from lines
    inner join sequences using (practice_id, adjudication_id)
    where
        lines.outcome = 'not_denied'
        and lines.paid_usd > 0
        and lines.allowed_usd > 0
        and lines.charge_usd > 0
    group by
        lines.practice_id,
        lines.payer_id,
        sequences.payer_sequence,
        lines.procedure_code,
        lines.modifiers,
        lines.known_on,
        {{ unit_allowed_usd }}

)

select * from final
