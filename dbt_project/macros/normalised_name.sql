{#-
    A payer's name as the aliases hold it: capitals and digits only. What has no capital among them
    goes first, as engines disagree about the capitals of ß and of ligatures; of ı and ſ they do not.
-#}
{% macro normalised_name(name) -%}
    upper({{ regexp_all(name, "[^A-Za-z0-9ıſ]", "") }})
{%- endmacro %}
