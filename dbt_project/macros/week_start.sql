{#-
    First day of the seven that hold a date, for a practice whose week starts on the given ISO
    weekday (1 = Monday).
-#}
{% macro week_start(day, week_starts_on) -%}
    cast(
        date_trunc('week', {{ day }} - cast({{ week_starts_on }} - 1 as int)) as date
    ) + cast({{ week_starts_on }} - 1 as int)
{%- endmacro %}
