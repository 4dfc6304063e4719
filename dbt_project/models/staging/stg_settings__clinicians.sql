with

source as (

    select * from {{ source('raw', 'settings_clinicians') }}

),

renamed as (

    select
        practice_id,
        npi,
        initials,
        started_on,
        is_part2
    from source

)

select * from renamed
