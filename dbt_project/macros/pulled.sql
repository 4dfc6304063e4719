{#-
    A chance that was believed, worth `strength` claims, pulled by what a record won and lost since.
    The record holds won_weight and lost_weight.
-#}
{% macro pulled(before, record) -%}
    ({{ before }} * strength + {{ record }}.won_weight)
    / (strength + {{ record }}.won_weight + {{ record }}.lost_weight)
{%- endmacro %}
