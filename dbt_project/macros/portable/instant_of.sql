{#- Instant (UTC) of a full hour of a day in a time zone. -#}
{% macro instant_of(day, hour, time_zone) -%}
    {{ return(adapter.dispatch('instant_of')(day, hour, time_zone)) }}
{%- endmacro %}

{% macro default__instant_of(day, hour, time_zone) -%}
    timezone(
        'UTC', timezone({{ time_zone }}, cast({{ day }} as timestamp) + interval '{{ hour }}' hour)
    )
{%- endmacro %}

{% macro spark__instant_of(day, hour, time_zone) -%}
    to_utc_timestamp(
        cast({{ day }} as timestamp) + interval '{{ hour }}' hour, {{ time_zone }}
    )
{%- endmacro %}
