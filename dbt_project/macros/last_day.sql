{#-
    The day that matters next: the earlier of the limits for a corrected claim and for an appeal that
    have not passed; when both have, the later of the two, which then lies behind us.
-#}
{% macro last_day(relation) -%}
    coalesce(
        least(
            case when {{ relation }}.refile_by_on >= {{ acts_on(relation) }}
                then {{ relation }}.refile_by_on end,
            case when {{ relation }}.appeal_by_on >= {{ acts_on(relation) }}
                then {{ relation }}.appeal_by_on end
        ),
        greatest({{ relation }}.refile_by_on, {{ relation }}.appeal_by_on)
    )
{%- endmacro %}


{#- The same of an item with its assignment: once an appeal went out, every limit is met. -#}
{% macro unmet_last_day(relation) -%}
    case
        when not coalesce(assigned.is_last_day_met, false) then {{ last_day(relation) }}
    end
{%- endmacro %}


{#- Order of a claim's denied lines: the reason with most dollars leads, ties by key. -#}
{% macro leading_line(partition) -%}
    row_number() over (
        partition by {{ partition }}
        order by
            reason_usd desc, category asc, carc_code asc nulls first, rarc_code asc nulls first,
            payer_id asc, line_number asc, denial_id asc
    )
{%- endmacro %}
