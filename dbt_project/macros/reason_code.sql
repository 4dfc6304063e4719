{#- A reason as the payer sent it: 'CO-16 N290'; empty where it sent none. -#}
{% macro reason_code(group_code, carc_code, rarc_code) -%}
    trim(both ' ' from
        coalesce({{ group_code }} || '-' || {{ carc_code }}, {{ carc_code }}, '')
        || coalesce(' ' || {{ rarc_code }}, '')
    )
{%- endmacro %}
