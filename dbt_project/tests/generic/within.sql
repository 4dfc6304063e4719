{#- A number lies between two bounds, both allowed; an empty cell passes. -#}
{% test within(model, column_name, at_least, at_most) %}
    select *
    from {{ model }}
    where {{ column_name }} < {{ at_least }} or {{ column_name }} > {{ at_most }}
{% endtest %}
