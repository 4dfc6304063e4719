{#-
    Identity of a claim: practice, claim number and first service date.
    Practice systems reuse account numbers, so the number alone does not do.
    Ask links_by_number first: a number that names nothing must not become a key.
-#}
{% macro claim_id(practice_id, claim_number, service_from_on) -%}
    {{ surrogate_key([practice_id, claim_number, service_from_on]) }}
{%- endmacro %}


{#- Identity of a claim whose number names nothing: its own place in its transaction set. -#}
{% macro unlinked_claim_id(practice_id, transaction_digest, position) -%}
    {{ surrogate_key([practice_id, transaction_digest, position]) }}
{%- endmacro %}


{#- Whether a claim number names a claim: payers send 0 or nothing when they do not know it. -#}
{% macro links_by_number(claim_number) -%}
    coalesce(trim(both from {{ claim_number }}), '') not in ('', '0')
{%- endmacro %}
