{#- One pair of a claim and its amounts is settled a round; no claim is reversed more often. -#}
{% set rounds = 6 %}
{% set amounts = 'practice_id, claim_id, payer_id, turned_charge_usd, turned_paid_usd' %}
with

left_0 as (

    select * from {{ ref('int_reversal_candidates') }}

),

{% for round in range(1, rounds + 1) %}
    settled_{{ round }} as (

        select * from left_{{ round - 1 }}
        qualify row_number() over (partition by {{ amounts }} order by preference) = 1

    ),

    {% if not loop.last %}
        -- each reverses at most one and is reversed at most once
        left_{{ round }} as (

            select candidates.*
            from left_{{ round - 1 }} as candidates
            anti join settled_{{ round }} as originals
                on
                    candidates.practice_id = originals.practice_id
                    and candidates.original_id = originals.original_id
            anti join settled_{{ round }} as reversals
                on
                    candidates.practice_id = reversals.practice_id
                    and candidates.reversal_id = reversals.reversal_id

        ),

    {% endif %}
{% endfor %}
final as (

    {% for round in range(1, rounds + 1) %}
        select
            practice_id,
            original_id,
            reversal_id,
            matched_on
        from settled_{{ round }}
        {% if not loop.last %}
            union all

        {% endif %}
    {% endfor %}

)

select * from final
