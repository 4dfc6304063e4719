with

source as (

    select * from {{ source('raw', 'transactions') }}

),

files as (

    select * from {{ ref('stg_files') }}

),

final as (

    select
        source.practice_id,
        source.file_id,
        source.segment_number,
        source.transaction_digest,
        source.set_code,
        source.control_number,
        source.functional_code,
        source.group_control_number,
        source.interchange_sender_id,
        source.interchange_control_number,
        source.interchange_on,
        files.known_on
    from source
    inner join files
        on
            source.practice_id = files.practice_id
            and source.file_id = files.file_id

)

select * from final
