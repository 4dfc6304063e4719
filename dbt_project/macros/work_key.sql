{#- Name of a piece of work on a list that comes back: 16 hex digits, which nobody hits by chance. -#}
{% macro work_key(parts) -%}
    left({{ surrogate_key(parts) }}, 16)
{%- endmacro %}


{#- Name of a decision: the cause it is about and the day of the meeting that may take it. -#}
{% macro decision_key(reason_id, decided_on) -%}
    {{ work_key(['practice_id', "'decision'", reason_id, decided_on]) }}
{%- endmacro %}
