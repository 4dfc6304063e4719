with

claims as (

    -- corrections share a lineage: what was accepted first of it, was filed first
    select
        practice_id,
        lineage_id,
        claim_id
    from {{ ref('fct_denials') }}

    union

    select
        practice_id,
        lineage_id,
        claim_id
    from {{ ref('fct_adjudications') }}

    union

    select
        practice_id,
        lineage_id,
        claim_id
    from {{ ref('int_lineages') }}

),

final as (

    select
        events.practice_id,
        events.status_event_id,
        claims.lineage_id,
        events.claim_id,
        events.claim_number,
        events.payer_id,
        coalesce(payers.name, 'Payer not known') as payer,
        events.source,
        events.is_from_payer,
        events.codes,
        events.payer_claim_number,
        events.status_on,
        events.known_on
    from {{ ref('fct_status_events') }} as events
    inner join claims using (practice_id, claim_id)
    left join {{ ref('dim_payers') }} as payers
        on events.practice_id = payers.practice_id and events.payer_id = payers.payer_id
    where events.is_acceptance and events.source = '277CA'

)

select * from final
