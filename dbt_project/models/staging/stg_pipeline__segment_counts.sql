with

source as (

    select * from {{ source('raw', 'segment_counts') }}

),

renamed as (

    select
        practice_id,
        file_id,
        segment_id,
        loaded_count,
        ignored_count,
        quarantined_count
    from source

)

select * from renamed
