with

mentions as (

    select * from {{ ref('int_claim_mentions') }}

),

sightings as (

    select * from {{ ref('int_claim_sightings') }}

),

dated as (

    select
        mentions.*,
        one.first_known_on as claim_known_on,
        other.first_known_on as other_known_on,
        one.first_known_on > other.first_known_on
        or (one.first_known_on = other.first_known_on and one.claim_id > other.claim_id)
            as is_the_later
    from mentions
    inner join sightings as one
        on mentions.practice_id = one.practice_id and mentions.claim_id = one.claim_id
    inner join sightings as other
        on mentions.practice_id = other.practice_id and mentions.other_claim_id = other.claim_id

),

-- the later-known claim hangs on the earlier-known one, whichever named the other
turned as (

    select
        practice_id,
        case when is_the_later then claim_id else other_claim_id end as claim_id,
        case when is_the_later then other_claim_id else claim_id end as earlier_claim_id,
        case when is_the_later then other_known_on else claim_known_on end as earlier_known_on,
        known_on,
        source
    from dated

),

-- one parent a claim: the link known first
final as (

    select
        practice_id,
        claim_id,
        earlier_claim_id,
        source,
        known_on
    from turned
    qualify row_number() over (
        partition by practice_id, claim_id
        order by known_on, earlier_known_on, earlier_claim_id, source
    ) = 1

)

select * from final
