{#- Key of a payer that practice.toml does not know: eight hex digits of what was sent. -#}
{% macro unknown_payer(sent) -%}
    'unknown-' || left({{ sha256(sent) }}, 8)
{%- endmacro %}
