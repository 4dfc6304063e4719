{#-
    Whether a text holds a pattern anywhere. A pattern has no backslash, which is a sign of its own
    in Spark's texts; a dollar at its end is the end of the text, not a line feed before it.
-#}
{% macro regexp_like(text, pattern) -%}
    {{ return(adapter.dispatch('regexp_like')(text, pattern)) }}
{%- endmacro %}

{% macro default__regexp_like(text, pattern) -%}
    regexp_matches({{ text }}, '{{ pattern }}')
{%- endmacro %}

{% macro spark__regexp_like(text, pattern) -%}
    {%- set told = pattern[:-1] ~ '\\\\z' if pattern.endswith('$') else pattern -%}
    regexp_like({{ text }}, '{{ told }}')
{%- endmacro %}


{#- A text with every match of a pattern replaced. -#}
{% macro regexp_all(text, pattern, replacement) -%}
    {{ return(adapter.dispatch('regexp_all')(text, pattern, replacement)) }}
{%- endmacro %}

{% macro default__regexp_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{% macro spark__regexp_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}')
{%- endmacro %}
