{#- Up to four modifiers as one text, 'HO:95'; an empty text when there are none. -#}
{% macro joined_modifiers(relation) -%}
    concat_ws(
        ':',
        nullif({{ relation }}.modifier_1, ''),
        nullif({{ relation }}.modifier_2, ''),
        nullif({{ relation }}.modifier_3, ''),
        nullif({{ relation }}.modifier_4, '')
    )
{%- endmacro %}
