with

settings as (

    select * from {{ ref('stg_settings__clinicians') }}

),

sightings as (

    select
        practice_id,
        rendering_npi as npi,
        known_on
    from {{ ref('int_submission_lines') }}

    union all

    select
        practice_id,
        npi,
        known_on
    from {{ ref('stg_remittance__providers') }}

    union all

    -- the practice system shows a new colleague before the first claim goes out
    select
        practice_id,
        rendering_npi as npi,
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
        settings.initials,
        settings.npi is not null as is_configured,
        settings.started_on,
        seen.first_seen_on,
        coalesce(settings.is_part2, false) as is_part2
    from settings
    full join seen
        on settings.practice_id = seen.practice_id and settings.npi = seen.npi

)

select * from final
