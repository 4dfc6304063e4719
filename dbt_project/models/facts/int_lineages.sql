{#- Each round doubles the reach: five follow a chain of 32 corrections. -#}
{% set rounds = 5 %}
with

step_0 as (

    select
        practice_id,
        claim_id,
        earlier_claim_id as lineage_id,
        known_on as joined_on
    from {{ ref('int_claim_links') }}

),

{% for round in range(1, rounds + 1) %}
    step_{{ round }} as (

        select
            near.practice_id,
            near.claim_id,
            coalesce(far.lineage_id, near.lineage_id) as lineage_id,
            greatest(near.joined_on, far.joined_on) as joined_on
        from step_{{ round - 1 }} as near
        left join step_{{ round - 1 }} as far
            on near.practice_id = far.practice_id and near.lineage_id = far.claim_id

    ),

{% endfor %}
final as (

    select
        practice_id,
        claim_id,
        lineage_id,
        joined_on
    from step_{{ rounds }}

)

select * from final
