{#- Who asks about a claim that the payer has simply not answered: whoever argues with payers. -#}
{% macro unanswered_owner() -%}
    'ar_denials_specialist'
{%- endmacro %}


{#- What is to be done about it. -#}
{% macro unanswered_action() -%}
    'Ask the payer where the claim stands'
{%- endmacro %}
