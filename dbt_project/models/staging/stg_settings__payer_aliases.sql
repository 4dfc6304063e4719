with

source as (

    select * from {{ source('raw', 'settings_payer_aliases') }}

),

renamed as (

    select
        practice_id,
        payer_id,
        alias_kind,
        alias
    from source

)

select * from renamed
