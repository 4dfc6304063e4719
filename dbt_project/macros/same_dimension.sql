{#- Whether two counts are of one week and one way of dividing claims: payer, clinician, … -#}
{% macro same_dimension(one, other) -%}
    {{ one }}.practice_id = {{ other }}.practice_id
    and {{ one }}.packet_week = {{ other }}.packet_week
    and {{ one }}.dimension = {{ other }}.dimension
{%- endmacro %}
