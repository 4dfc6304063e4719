{#-
    The first filled value of a column by position, once per parent segment: a set that names a
    thing twice must not double the rows it is joined to.
-#}
{% macro first_of(model, column, parents, condition) -%}
    select
        practice_id,
        file_id,
        {{ parents | join(', ') }},
        min_by({{ column }}, segment_number) as {{ column }}
    from {{ ref(model) }}
    where {{ condition }} and {{ column }} is not null
    group by practice_id, file_id, {{ parents | join(', ') }}
{%- endmacro %}


{#- Join of two rows of one file by a segment that both name. -#}
{% macro same_segment(one, one_column, other, other_column) -%}
    {{ one }}.practice_id = {{ other }}.practice_id
    and {{ one }}.file_id = {{ other }}.file_id
    and {{ one }}.{{ one_column }} = {{ other }}.{{ other_column }}
{%- endmacro %}


{#- Join of a claim to what stands under one of its levels. -#}
{% macro same_level(claims, level, other) -%}
    {{ same_segment(claims, level, other, 'hierarchy_segment') }}
{%- endmacro %}


{#- Join of two rows by the segment of their claim, in one file. -#}
{% macro same_claim(claims, other, column='segment_number') -%}
    {{ same_segment(claims, column, other, 'claim_segment') }}
{%- endmacro %}


{#- Join of a row to the transaction set it stands in. -#}
{% macro same_set(rows, sets, column='segment_number') -%}
    {{ same_segment(rows, 'transaction_segment', sets, column) }}
{%- endmacro %}
