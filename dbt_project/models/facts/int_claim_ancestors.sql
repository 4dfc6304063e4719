{#- A claim is corrected a few times at most; what is further back is replaced by what is near. -#}
{%- set depth = 8 -%}
with

step_1 as (

    select
        practice_id,
        claim_id,
        earlier_claim_id,
        known_on
    from {{ ref('int_claim_links') }}

),

{% for step in range(2, depth + 1) %}
    step_{{ step }} as (

        select
            near.practice_id,
            near.claim_id,
            far.earlier_claim_id,
            greatest(near.known_on, far.known_on) as known_on
        from step_{{ step - 1 }} as near
        inner join step_1 as far
            on near.practice_id = far.practice_id and near.earlier_claim_id = far.claim_id

    ),

{% endfor %}
final as (

    {% for step in range(1, depth + 1) %}
        select * from step_{{ step }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    practice_id,
    claim_id,
    earlier_claim_id,
    min(known_on) as known_on
from final
where claim_id <> earlier_claim_id
group by practice_id, claim_id, earlier_claim_id
