{#- Every value of another table's field stands with every one of the listed values. -#}
{% test every_pair(model, column_name, values, to, field) %}
    select
        others.{{ field }},
        listed.value
    from {{ to }} as others
    cross join (
        values
        {% for value in values %}('{{ value }}'){{ ',' if not loop.last }}
        {% endfor %}
    ) as listed (value)  -- noqa: RF04
    left join {{ model }} as pairs
        on others.{{ field }} = pairs.{{ field }} and listed.value = pairs.{{ column_name }}
    where pairs.{{ column_name }} is null
{% endtest %}
