with

source as (

    select * from {{ source('raw', 'source_looks') }}

),

renamed as (

    select
        practice_id,
        source,
        looked_at,
        looked_on as known_on,
        outcome,
        problem_code,
        file_count,
        new_count,
        waiting_count
    from source

)

select * from renamed
