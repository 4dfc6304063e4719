{#- Whole days from one date to a later one; negative when the second is earlier. -#}
{% macro days_between(from_on, to_on) -%}
    {{ return(adapter.dispatch('days_between')(from_on, to_on)) }}
{%- endmacro %}

{% macro default__days_between(from_on, to_on) -%}
    cast(date_diff('day', {{ from_on }}, {{ to_on }}) as int)
{%- endmacro %}

{% macro spark__days_between(from_on, to_on) -%}
    datediff({{ to_on }}, {{ from_on }})
{%- endmacro %}
