with

source as (

    select * from {{ source('raw', 'settings_locations') }}

),

renamed as (

    select
        practice_id,
        location_id,
        name,
        npi,
        is_part2
    from source

)

select * from renamed
