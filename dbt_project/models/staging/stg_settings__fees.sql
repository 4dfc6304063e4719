with

source as (

    select * from {{ source('raw', 'settings_fees') }}

),

renamed as (

    select
        practice_id,
        payer_id,
        procedure_code,
        modifiers,
        allowed_usd,
        per,
        from_on,
        through_on
    from source

)

select * from renamed
