{#
  Dollars wide enough to be multiplied by a share: a column of dates read as amounts must end no build.
#}
{% macro wide_usd(usd) -%}
    cast({{ usd }} as decimal(28, 2))
{%- endmacro %}
