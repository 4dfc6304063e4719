{#- A text holds none of some words, in capitals or not. -#}
{% test free_of(model, column_name, words) %}
    select *
    from {{ model }}
    where
        {% for word in words %}
            lower({{ column_name }}) like '%{{ word }}%'{{ ' or' if not loop.last }}
        {% endfor %}
{% endtest %}
