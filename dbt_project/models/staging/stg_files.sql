with

source as (

    select * from {{ source('raw', 'files') }}

),

renamed as (

    select
        practice_id,
        file_id,
        sha256,
        source_name,
        feed,
        format,
        byte_count,
        segment_count,
        interchange_on,
        received_on,
        landed_at,
        delivery_count,
        outcome,
        received_on as known_on
    from source

)

select * from renamed
