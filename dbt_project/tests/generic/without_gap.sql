{#-
    Ranges of whole numbers that begin at nought and follow one another: none overlaps, nothing is
    left out, and only the last has no end.
-#}
{% test without_gap(model, from_column, to_column) %}
    select *
    from (
        select
            *,
            lag({{ to_column }}, 1, -1) over (order by {{ from_column }}) as earlier_to,
            lead({{ from_column }}) over (order by {{ from_column }}) as next_from
        from {{ model }}
    ) as ranges
    where
        {{ to_column }} < {{ from_column }}
        or {{ from_column }} is distinct from earlier_to + 1
        or next_from is distinct from {{ to_column }} + 1
{% endtest %}
