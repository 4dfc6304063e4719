with

-- a list may have been printed before practice.toml knew the payer
printed as (

    select
        practice_id,
        claim_id,
        claim_number,
        payer_id,
        payer_id as printed_as
    from {{ ref('int_claim_payers') }}

    union

    select
        pairs.practice_id,
        pairs.claim_id,
        pairs.claim_number,
        pairs.payer_id,
        sightings.unknown_payer_id as printed_as
    from {{ ref('int_claim_payers') }} as pairs
    inner join {{ ref('int_payer_sightings') }} as sightings
        on pairs.practice_id = sightings.practice_id and pairs.payer_id = sightings.payer_id

),

-- one payer a key: the one of that very name, should two have been unknown under one
single as (

    select * from printed
    qualify row_number() over (
        partition by practice_id, claim_id, printed_as
        order by case when payer_id is not distinct from printed_as then 0 else 1 end, payer_id
    ) = 1

),

final as (

    select
        pairs.practice_id,
        {{ work_key([
            'pairs.practice_id', 'parts.item_kind', 'pairs.claim_id', 'pairs.printed_as'
        ]) }} as item_key,
        parts.item_kind,
        pairs.claim_id,
        pairs.claim_number,
        pairs.payer_id
    from single as pairs
    inner join {{ ref('work_parts') }} as parts on parts.item_kind is not null

)

select * from final
