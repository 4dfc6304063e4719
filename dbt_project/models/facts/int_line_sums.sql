with

adjustments as (

    select * from {{ ref('int_line_adjustments') }}

),

carc_codes as (

    select * from {{ ref('int_rules__carc_codes') }}

),

carc_traits as (

    select * from {{ ref('int_rules__carc_traits') }}

),

contract_rules as (

    select * from {{ ref('int_rules__contract_rules') }}
    where contract_kind = 'per_diem' and line_outcome = 'bundled'

),

{% set classes = ['denial', 'pend', 'forwarded', 'patient_share', 'contractual', 'unknown'] %}
final as (

    select
        adjustments.practice_id,
        adjustments.adjudication_id,
        adjustments.line_number,
        {% for class in classes %}
            cast(coalesce(sum(adjustments.adjusted_usd) filter (
                where adjustments.adjustment_class = '{{ class }}'
            ), 0) as decimal(18, 2)) as {{ class }}_usd,
        {% endfor %}
        cast(coalesce(sum(adjustments.adjusted_usd) filter (
            where
            adjustments.adjustment_class = 'denial' and contract_rules.carc_code is not null
        ), 0) as decimal(18, 2)) as bundled_usd,
        cast(coalesce(sum(adjustments.adjusted_usd) filter (
            where adjustments.adjustment_class = 'paid_to_patient'
        ), 0) as decimal(18, 2)) as paid_to_patient_usd,
        cast(coalesce(sum(adjustments.adjusted_usd) filter (
            where carc_traits.counts_as_allowed and adjustments.group_code = 'PR'
        ), 0) as decimal(18, 2)) as allowed_share_usd,
        cast(coalesce(sum(adjustments.adjusted_usd) filter (
            where carc_codes.anomaly_if_whole_charge
        ), 0) as decimal(18, 2)) as never_whole_usd,
        cast(coalesce(sum(adjustments.adjusted_usd), 0) as decimal(18, 2)) as adjusted_usd
    from adjustments
    left join carc_codes
        on
            adjustments.practice_id = carc_codes.practice_id
            and adjustments.carc_code = carc_codes.carc_code
    left join carc_traits
        on
            adjustments.practice_id = carc_traits.practice_id
            and adjustments.carc_code = carc_traits.carc_code
    left join contract_rules
        on
            adjustments.practice_id = contract_rules.practice_id
            and adjustments.carc_code = contract_rules.carc_code
    group by adjustments.practice_id, adjustments.adjudication_id, adjustments.line_number

)

select * from final
