with

line_facts as (

    select * from {{ ref('int_line_facts') }}

),

decisions as (

    select * from {{ ref('int_line_decisions') }}

),

claims as (

    select * from {{ ref('int_remittance_claims') }}

),

claim_ids as (

    select * from {{ ref('int_remittance_claim_ids') }}

),

final as (

    select
        line_facts.practice_id,
        line_facts.adjudication_id,
        line_facts.line_number,
        claim_ids.claim_id,
        claims.claim_number,
        claims.payer_id,
        line_facts.procedure_code,
        line_facts.modifiers,
        line_facts.service_on,
        line_facts.line_control,
        line_facts.units,
        line_facts.charge_usd,
        line_facts.paid_usd,
        line_facts.patient_share_usd,
        cast(decisions.allowed_usd as decimal(18, 2)) as allowed_usd,
        decisions.allowed_basis,
        decisions.outcome,
        decisions.decision,
        decisions.denied_usd,
        claims.remit_on,
        claims.known_on,
        line_facts.file_id,
        line_facts.segment_number
    from line_facts
    inner join decisions using (practice_id, adjudication_id, line_number)
    inner join claims using (practice_id, adjudication_id)
    inner join claim_ids using (practice_id, adjudication_id)

)

select * from final
