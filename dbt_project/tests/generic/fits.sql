{#- A text is no longer than its place on a page. -#}
{% test fits(model, column_name, letters) %}
    select *
    from {{ model }}
    where length({{ column_name }}) > {{ letters }}
{% endtest %}
