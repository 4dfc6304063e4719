with

source as (

    select * from {{ source('raw', 'settings_holidays') }}

),

renamed as (

    select
        practice_id,
        holiday_on
    from source

)

select * from renamed
