{#- A statement that is true of every row; a row for which it is false or unknown fails. -#}
{% test holds(model, statement, column_name=none) %}
    select *
    from {{ model }}
    where not coalesce({{ statement }}, false)
{% endtest %}
