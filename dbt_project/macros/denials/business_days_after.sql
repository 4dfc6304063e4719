{#-
    Joins ``soon``: the day that is a number of business days after a day, by the calendar of the
    practice. ``row`` is the alias of the rows, ``day`` their column, ``count`` the number.
-#}
{% macro business_days_after(row, day, count) -%}
left join {{ ref('int_business_days') }} as opening
        on {{ row }}.practice_id = opening.practice_id and {{ row }}.{{ day }} = opening.day_on
    left join {{ ref('int_business_days') }} as soon
        on
            opening.practice_id = soon.practice_id
            and opening.business_day_number + {{ count }} = soon.business_day_number
            and soon.is_business_day
{%- endmacro %}
