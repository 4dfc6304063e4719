with

settings as (

    select * from {{ ref('stg_settings__locations') }}

),

seen as (

    select * from {{ ref('int_location_of_npi') }}

),

final as (

    select
        coalesce(settings.practice_id, seen.practice_id) as practice_id,
        coalesce(settings.location_id, seen.location_id) as location_id,
        coalesce(settings.name, 'Location not set up') as name,  -- noqa: RF04
        coalesce(settings.npi, seen.npi) as npi,
        settings.location_id is not null as is_configured,
        coalesce(settings.is_part2, false) as is_part2,
        seen.first_seen_on
    from settings
    full join seen
        on
            settings.practice_id = seen.practice_id
            and settings.location_id = seen.location_id

)

select * from final
