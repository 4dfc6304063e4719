{#-
    A double rounded to places: what it is times ten to the places, rounded half away from zero.
    Spark would round the digits it prints: 1.005 is 1.00499…, which is 1.00 here and 1.01 there.
-#}
{% macro rounded(double, places) -%}
    {{ return(adapter.dispatch('rounded')(double, places)) }}
{%- endmacro %}

{% macro default__rounded(double, places) -%}
    round({{ double }}, {{ places }})
{%- endmacro %}

{% macro spark__rounded(double, places) -%}
    round(({{ double }}) * 1e{{ places }}D, 0) / 1e{{ places }}D
{%- endmacro %}


{#- A double as a decimal, rounded in that same way. -#}
{% macro decimal_of(double, precision, scale) -%}
    {{ return(adapter.dispatch('decimal_of')(double, precision, scale)) }}
{%- endmacro %}

{% macro default__decimal_of(double, precision, scale) -%}
    cast({{ double }} as decimal({{ precision }}, {{ scale }}))
{%- endmacro %}

{% macro spark__decimal_of(double, precision, scale) -%}
    cast({{ spark__rounded(double, scale) }} as decimal({{ precision }}, {{ scale }}))
{%- endmacro %}
