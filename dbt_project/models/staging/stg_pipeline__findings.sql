with

source as (

    select * from {{ source('raw', 'findings') }}

),

renamed as (

    select
        practice_id,
        file_id,
        segment_number,
        byte_offset,
        code,
        severity,
        problem,
        remedy
    from source

)

select * from renamed
