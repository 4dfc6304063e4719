with

claims as (

    select * from {{ ref('int_remittance_claims') }}

),

claim_ids as (

    select * from {{ ref('int_remittance_claim_ids') }}

),

lineages as (

    select * from {{ ref('int_lineages') }}

),

sequences as (

    select * from {{ ref('int_adjudication_sequences') }}

),

outcomes as (

    select * from {{ ref('int_claim_outcomes') }}

),

reversals as (

    select * from {{ ref('int_reversal_pairs') }}

),

final as (

    select
        claims.practice_id,
        claims.adjudication_id,
        claim_ids.claim_id,
        claims.claim_number,
        coalesce(lineages.lineage_id, claim_ids.claim_id) as lineage_id,
        -- the day the claim was known to belong to its lineage
        coalesce(lineages.joined_on, claims.known_on) as joined_on,
        claims.payer_id,
        sequences.payer_sequence,
        sequences.receivable,
        outcomes.outcome,
        reversals.reversal_id,
        reversals.matched_on as reversed_on,
        claims.remit_on,
        claims.known_on,
        -- by the payer's dates: what stands when both are known
        cast(row_number() over (
            partition by claims.practice_id
            order by
                claims.remit_on, claims.known_on, claims.transaction_digest, claims.position
        ) as bigint) as event_turn,
        -- by our knowledge: what came first for us
        cast(row_number() over (
            partition by claims.practice_id
            order by
                claims.known_on, claims.remit_on, claims.transaction_digest, claims.position
        ) as bigint) as known_turn
    from claims
    inner join claim_ids using (practice_id, adjudication_id)
    inner join sequences using (practice_id, adjudication_id)
    inner join outcomes using (practice_id, adjudication_id)
    left join lineages
        on
            claims.practice_id = lineages.practice_id
            and claim_ids.claim_id = lineages.claim_id
    left join reversals
        on
            claims.practice_id = reversals.practice_id
            and claims.adjudication_id = reversals.original_id

)

select * from final
