{#-
    Key of a row: 32 hex digits over its parts, in the order given.
    A null part differs from an empty one, and no two lists of parts run together.
-#}
{% macro surrogate_key(parts) -%}
    {%- set texts = [] -%}
    {%- for part in parts -%}
        {%- set text = "cast(" ~ part ~ " as string)" -%}
        {%- do texts.append("coalesce(length(" ~ text ~ ") || '=' || " ~ text ~ ", '~')") -%}
    {%- endfor -%}
    left({{ sha256(texts | join(" || '|' || ")) }}, 32)
{%- endmacro %}
