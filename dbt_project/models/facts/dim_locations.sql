with

settings as (

    select * from {{ ref('stg_settings__locations') }}

),

seen as (

    select * from {{ ref('int_location_of_npi') }}

),

final as (

    select
        practice_id,
        location_id,
        coalesce(settings.name, 'Location not set up') as name,
        coalesce(settings.npi, seen.npi) as npi,
        settings.location_id is not null as is_configured,
        -- a place nobody set up is not known to be free of Part 2 services
        coalesce(settings.is_part2, false) as is_part2,
        seen.first_seen_on
    from settings
    full join seen using (practice_id, location_id)

)

select * from final
