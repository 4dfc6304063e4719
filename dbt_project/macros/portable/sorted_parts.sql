{#- Parts of a text in order: modifiers '95:HO' and 'HO:95' are one set. -#}
{% macro sorted_parts(text, mark) -%}
    {{ return(adapter.dispatch('sorted_parts')(text, mark)) }}
{%- endmacro %}

{% macro default__sorted_parts(text, mark) -%}
    array_to_string(list_sort(string_split({{ text }}, '{{ mark }}')), '{{ mark }}')
{%- endmacro %}

{% macro spark__sorted_parts(text, mark) -%}
    array_join(array_sort(split({{ text }}, '[{{ mark }}]')), '{{ mark }}')
{%- endmacro %}
