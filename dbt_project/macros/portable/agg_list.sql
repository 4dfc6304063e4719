{#- Texts of a group joined in a stated order; nulls are left out. -#}
{% macro agg_list(expression, ordering, delimiter) -%}
    {{ return(adapter.dispatch('agg_list')(expression, ordering, delimiter)) }}
{%- endmacro %}

{% macro default__agg_list(expression, ordering, delimiter) -%}
    string_agg({{ expression }}, '{{ delimiter }}' order by {{ ordering }})
{%- endmacro %}

{% macro spark__agg_list(expression, ordering, delimiter) -%}
    listagg({{ expression }}, '{{ delimiter }}') within group (order by {{ ordering }})
{%- endmacro %}
