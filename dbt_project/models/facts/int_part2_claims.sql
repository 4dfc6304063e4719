with

places as (

    select
        practice_id,
        claim_id,
        rendering_npi,
        location_id,
        known_on
    from {{ ref('fct_submissions') }}

    union all

    select
        practice_id,
        claim_id,
        rendering_npi,
        location_id,
        known_on
    from {{ ref('fct_denials') }}

),

final as (

    -- one flagged clinician or location anywhere on a claim protects the whole claim
    select
        places.practice_id,
        places.claim_id,
        min(places.known_on) as known_on
    from places
    left join {{ ref('dim_clinicians') }} as clinicians
        on
            places.practice_id = clinicians.practice_id
            and places.rendering_npi = clinicians.npi
    left join {{ ref('dim_locations') }} as locations
        on
            places.practice_id = locations.practice_id
            and places.location_id = locations.location_id
    where coalesce(clinicians.is_part2, false) or coalesce(locations.is_part2, false)
    group by places.practice_id, places.claim_id

)

select * from final
