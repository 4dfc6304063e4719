with

settings as (

    select * from {{ ref('stg_settings__locations') }}
    where npi is not null
    qualify row_number() over (partition by practice_id, npi order by location_id) = 1

),

sightings as (

    select
        practice_id,
        npi,
        known_on
    from {{ ref('stg_submitted__providers') }}
    where entity_code in ('77', 'FA') and line_segment is null

    union all

    select
        practice_id,
        location_npi as npi,
        known_on
    from {{ ref('stg_practice__export_rows') }}

),

seen as (

    select
        practice_id,
        npi,
        min(known_on) as first_seen_on
    from sightings
    where npi is not null
    group by practice_id, npi

),

final as (

    select
        coalesce(settings.practice_id, seen.practice_id) as practice_id,
        coalesce(settings.npi, seen.npi) as npi,
        coalesce(
            settings.location_id, 'unknown-' || left({{ sha256('seen.npi') }}, 8)
        ) as location_id,
        settings.location_id is not null as is_configured,
        seen.first_seen_on
    from settings
    full join seen
        on settings.practice_id = seen.practice_id and settings.npi = seen.npi

)

select * from final
