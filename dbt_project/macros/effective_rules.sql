{#-
    A table of rules as each practice has it: the project's rows, changed where the practice decided
    otherwise, and its own rows beside them. Cells that a practice left out keep the project's value;
    the day and the reason are always its own. Key, columns and their types are those of the seed.
-#}
{% macro effective_rules(table, key, columns) -%}
with

project as (

    select
        practices.practice_id,
        rules.*
    from {{ ref('stg_settings__practices') }} as practices
    cross join {{ ref(table) }} as rules

),

own as (

    select
        practice_id,
        rule_key,
        {% for column, kind in columns.items() %}
            {{ cell(column, kind) }} as {{ column }},
            max(case when column_name = '{{ column }}' then 1 else 0 end) as decides_{{ column }},
        {% endfor %}
        max(rule_id) as rule_id
    from {{ ref('stg_settings__rules') }}
    where rule_table = '{{ table }}'
    group by practice_id, rule_key

),

final as (

    select
        {% for column in columns %}
            {% if column in key %}
                coalesce(own.{{ column }}, project.{{ column }}) as {{ column }},
            {% else %}
                case
                    when own.decides_{{ column }} = 1 then own.{{ column }}
                    else project.{{ column }}
                end as {{ column }},
            {% endif %}
        {% endfor %}
        coalesce(own.rule_id, project.rule_id) as rule_id,
        coalesce(own.practice_id, project.practice_id) as practice_id
    from project
    full join own
        on
            project.practice_id = own.practice_id
            {% for column in key %}
                and project.{{ column }} = own.{{ column }}
            {% endfor %}

)

select * from final
{%- endmacro %}


{#- One column of a row out of its cells, which are written as any engine reads them. -#}
{% macro cell(column, kind) -%}
    {%- set text = "max(case when column_name = '" ~ column ~ "' then value end)" -%}
    {{ text if kind == 'string' else 'cast(' ~ text ~ ' as ' ~ kind ~ ')' }}
{%- endmacro %}
