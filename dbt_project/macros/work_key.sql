{#- Name of a piece of work on a list that comes back: 16 hex digits, which nobody hits by chance. -#}
{% macro work_key(parts) -%}
    left({{ surrogate_key(parts) }}, 16)
{%- endmacro %}
