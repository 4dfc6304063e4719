{#- A payer's name as the aliases hold it: capitals and digits only. -#}
{% macro normalised_name(name) -%}
    {{ regexp_all("upper(" ~ name ~ ")", "[^A-Z0-9]", "") }}
{%- endmacro %}
