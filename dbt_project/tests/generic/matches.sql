{#- A code has the form its list gives it, from its first character to its last. -#}
{% test matches(model, column_name, pattern) %}
    select *
    from {{ model }}
    where not {{ regexp_like(column_name, '^(' ~ pattern ~ ')$') }}
{% endtest %}
