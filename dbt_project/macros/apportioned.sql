{#-
    Whole dollars by largest remainder: the rows of a partition add up to its rounded exact total,
    and no row moves by a dollar or more. Ties go by the key.
-#}
{% macro apportioned(amount, partition, key) -%}
    cast(
        floor({{ amount }}) + case
            when row_number() over (
                partition by {{ partition }}
                order by {{ amount }} - floor({{ amount }}) desc, {{ key }} asc
            ) <= round(sum({{ amount }}) over (partition by {{ partition }}), 0)
            - sum(floor({{ amount }})) over (partition by {{ partition }}) then 1
            else 0
        end as decimal(18, 2)
    )
{%- endmacro %}
