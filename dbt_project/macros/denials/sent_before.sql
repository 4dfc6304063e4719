{#- Whether a claim was sent before an answer came. One sent on the very day was sent because of
    it if it is dated after it: a remittance that arrives in the morning is worked by noon. -#}
{% macro sent_before(sending, answer) -%}
    (
        {{ sending }}.known_on < {{ answer }}.known_on
        or (
            {{ sending }}.known_on = {{ answer }}.known_on
            and {{ sending }}.dated_on <= {{ answer }}.remit_on
        )
    )
{%- endmacro %}
