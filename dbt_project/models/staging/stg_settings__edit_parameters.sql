with

source as (

    select * from {{ source('raw', 'settings_edit_parameters') }}

),

renamed as (

    select
        practice_id,
        edit_id,
        parameter,
        value
    from source

)

select * from renamed
