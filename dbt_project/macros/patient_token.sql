{#- One person at one payer of one practice; null where no member number was sent. -#}
{% macro patient_token(practice_id, payer_id, member_token) -%}
    case
        when {{ member_token }} is not null
            then {{ surrogate_key([practice_id, payer_id, member_token]) }}
    end
{%- endmacro %}
