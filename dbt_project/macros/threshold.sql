{#- One number a rule turns on, from the rows that say when and why it was set. -#}
{% macro threshold(name) -%}
    (select max(value) from {{ ref('thresholds') }} where name = '{{ name }}')
{%- endmacro %}


{#- One number that only the weekly rollups and the packet turn on. -#}
{% macro packet_limit(name) -%}
    (select max(value) from {{ ref('packet_limits') }} where name = '{{ name }}')
{%- endmacro %}
