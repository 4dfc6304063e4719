with

claims as (

    select
        claims.*,
        claim_ids.claim_id,
        coalesce(lineages.lineage_id, claim_ids.claim_id) as lineage_id
    from {{ ref('int_remittance_claims') }} as claims
    inner join {{ ref('int_remittance_claim_ids') }} as claim_ids
        using (practice_id, adjudication_id)
    left join {{ ref('int_lineages') }} as lineages
        on
            claims.practice_id = lineages.practice_id
            and claim_ids.claim_id = lineages.claim_id
            and claims.known_on >= lineages.joined_on

),

-- another payer answered before: then this one is not surely the first
preceded as (

    select distinct
        claims.practice_id,
        claims.adjudication_id
    from claims
    inner join claims as earlier
        on
            claims.practice_id = earlier.practice_id
            and claims.lineage_id = earlier.lineage_id
            and claims.payer_id <> earlier.payer_id
            and claims.known_on >= earlier.known_on
            and claims.remit_on >= earlier.remit_on
    where claims.status_sequence is null

),

stated as (

    select
        claims.practice_id,
        claims.adjudication_id,
        case
            when claims.status_sequence is not null then claims.status_sequence
            when submitted.payer_sequence is not null then submitted.payer_sequence
            when preceded.adjudication_id is null then 'primary'
            else 'unknown'
        end as payer_sequence,
        submitted.payer_sequence as billed_sequence,
        claims.payer_id
    from claims
    left join {{ ref('int_billed_sequences') }} as submitted using (practice_id, adjudication_id)
    left join preceded using (practice_id, adjudication_id)

),

-- one receivable, whichever payer it is asked of: as we billed it, else as the payer says
named as (

    select
        practice_id,
        adjudication_id,
        payer_sequence,
        coalesce(
            billed_sequence,
            nullif(payer_sequence, 'unknown'),
            payer_id
        ) as receivable
    from stated

),

final as (

    -- a reversal takes the sequence of what it reverses
    select
        named.practice_id,
        named.adjudication_id,
        coalesce(originals.payer_sequence, named.payer_sequence) as payer_sequence,
        coalesce(originals.receivable, named.receivable) as receivable
    from named
    left join {{ ref('int_reversal_pairs') }} as pairs
        on
            named.practice_id = pairs.practice_id
            and named.adjudication_id = pairs.reversal_id
    left join named as originals
        on
            pairs.practice_id = originals.practice_id
            and pairs.original_id = originals.adjudication_id

)

select * from final
