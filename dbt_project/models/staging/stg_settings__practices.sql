with

source as (

    select * from {{ source('raw', 'settings_practices') }}

),

renamed as (

    select
        practice_id,
        name,
        time_zone,
        week_starts_on,
        untouched_days,
        hourly_rate_usd,
        invented
    from source

)

select * from renamed
