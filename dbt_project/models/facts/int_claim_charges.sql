with

sightings as (

    select
        practice_id,
        claim_id,
        payer_id,
        claim_number,
        payer_sequence,
        charge_usd,
        service_from_on,
        known_on,
        case source when 'submission' then 0 else 2 end as preference
    from {{ ref('int_claim_reports') }}
    where source in ('submission', 'status', 'acknowledgement')

    union all

    select
        practice_id,
        claim_id,
        payer_id,
        claim_number,
        payer_sequence,
        charge_usd,
        service_from_on,
        known_on,
        1 as preference
    from {{ ref('int_claim_answers') }}

),

-- what was billed: our own claim says it first, then the payer
final as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        sightings.claim_number,
        sightings.payer_sequence,
        sightings.charge_usd,
        sightings.service_from_on
    from {{ ref('int_claim_days') }} as days  -- noqa: RF04
    inner join sightings using (practice_id, claim_id, payer_id)
    where sightings.known_on <= days.day_on
    qualify row_number() over (
        partition by days.practice_id, days.claim_id, days.payer_id, days.day_on
        order by
            sightings.preference asc, sightings.known_on desc, sightings.charge_usd desc,
            sightings.payer_sequence asc, sightings.claim_number asc, sightings.service_from_on asc
    ) = 1

)

select * from final
