with

source as (

    select * from {{ source('raw', 'settings_owners') }}

),

renamed as (

    select
        practice_id,
        owner_role,
        owner
    from source

)

select * from renamed
