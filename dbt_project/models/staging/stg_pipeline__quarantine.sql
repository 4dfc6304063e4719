with

source as (

    select * from {{ source('raw', 'quarantine') }}

),

renamed as (

    select
        practice_id,
        file_id,
        byte_offset,
        byte_count,
        first_segment,
        code
    from source

)

select * from renamed
