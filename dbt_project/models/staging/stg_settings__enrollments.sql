with

source as (

    select * from {{ source('raw', 'settings_enrollments') }}

),

renamed as (

    select
        practice_id,
        entity_kind,
        entity_id,
        payer_id,
        state,
        from_on,
        through_on
    from source

)

select * from renamed
