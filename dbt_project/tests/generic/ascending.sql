{#- Columns of a row that may not fall from left to right; an empty cell stands for nothing. -#}
{% test ascending(model, columns) %}
    select *
    from {{ model }}
    where
        false
        {% for column in columns[1:] %}
            or {{ columns[loop.index0] }} > {{ column }}
        {% endfor %}
{% endtest %}
