{#- A number without a fraction, in a column that could hold one; an empty cell passes. -#}
{% test whole(model, column_name) %}
    select *
    from {{ model }}
    where {{ column_name }} <> round({{ column_name }}, 0)
{% endtest %}
