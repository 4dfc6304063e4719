{% set levels = ['hierarchy_segment'] %}
with

claims as (

    select * from {{ ref('int_submission_levels') }}

),

billing as (

    {{ first_of('stg_submitted__billing', 'npi', levels, 'claim_segment is null') }}

),

subscribers as (

    {{
        first_of(
            'stg_submitted__subscribers', 'responsibility_code', levels,
            'claim_segment is null'
        )
    }}

),

payers as (

    {{
        first_of('int_payer_sightings', 'payer_id', levels, "set_code = '837'")
    }}

),

members as (

    {{ first_of('stg_submitted__members', 'member_token', levels, 'claim_segment is null') }}

),

shapes as (

    {{ first_of('stg_submitted__members', 'member_mask', levels, 'claim_segment is null') }}

),

renderers as (

    {{
        first_of(
            'stg_submitted__providers', 'npi', ['claim_segment'],
            "line_segment is null and other_segment is null and entity_code = '82'"
        )
    }}

),

final as (

    select
        claims.practice_id,
        claims.file_id,
        claims.claim_segment,
        billing.npi as billing_npi,
        coalesce(renderers.npi, billing.npi) as rendering_npi,
        payers.payer_id,
        case subscribers.responsibility_code
            when 'P' then 'primary'
            when 'S' then 'secondary'
            when 'T' then 'tertiary'
            else 'unknown'
        end as payer_sequence,
        -- a dependent's own token where there is one, else the subscriber's
        coalesce(patients.member_token, members.member_token) as member_token,
        shapes.member_mask
    from claims
    left join billing
        on {{ same_level('claims', 'billing_segment', 'billing') }}
    left join renderers
        on {{ same_claim('claims', 'renderers', 'claim_segment') }}
    left join subscribers
        on {{ same_level('claims', 'subscriber_segment', 'subscribers') }}
    left join payers
        on {{ same_level('claims', 'subscriber_segment', 'payers') }}
    left join members
        on {{ same_level('claims', 'subscriber_segment', 'members') }}
    left join shapes
        on {{ same_level('claims', 'subscriber_segment', 'shapes') }}
    left join members as patients
        on {{ same_level('claims', 'hierarchy_segment', 'patients') }}

)

select * from final
