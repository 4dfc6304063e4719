{#- The day on which a list is worked: of a week that is over the day of the meeting, which is
    covers_until; of the running week the day of the build, which covers_until leaves behind. -#}
{% macro acts_on(relation=none) -%}
    {%- set of = relation ~ '.' if relation else '' -%}
    ({{ of }}covers_until - case when coalesce({{ of }}is_running, false) then 1 else 0 end)
{%- endmacro %}
