{# The feed that a measure waits for: reports of rejections come as claim status or as
   acknowledgement, and either kind tells them. #}
{% macro compared_feed(feed) -%}
    case when {{ feed }} in ('claim_status', 'acknowledgement') then 'rejections' else {{ feed }} end
{%- endmacro %}
