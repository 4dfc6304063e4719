{#-
    How surely a later service line is the one denied: 1 same control number, 2 same procedure and
    date, 3 same place among as many lines, 4 the whole claim on either side; null when it is not.
-#}
{% macro line_match_rank(ours, theirs) -%}
    case
        when {{ ours }}.line_control = {{ theirs }}.line_control then 1
        when
            {{ ours }}.procedure_code = {{ theirs }}.procedure_code
            and {{ ours }}.service_on = {{ theirs }}.service_on then 2
        when
            {{ ours }}.line_number = {{ theirs }}.line_number
            and {{ ours }}.line_count = {{ theirs }}.line_count then 3
        when {{ ours }}.line_number = 0 or {{ theirs }}.line_count = 0 then 4
    end
{%- endmacro %}
