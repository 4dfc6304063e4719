with

source as (

    select * from {{ source('raw', 'interchange_acks') }}

),

files as (

    select * from {{ ref('stg_files') }}

),

dated as (

    select
        source.practice_id,
        source.file_id,
        source.segment_number,
        source.transaction_segment,
        source.control_number,
        source.interchange_on,
        source.acknowledgement_code,
        source.note_code,
        files.known_on
    from source
    inner join files
        on
            source.practice_id = files.practice_id
            and source.file_id = files.file_id

),

first_arrivals as (

    -- a TA1 stands outside transaction sets, so its own content tells a copy
    select * from dated
    qualify row_number() over (
        partition by
            practice_id, control_number, interchange_on, acknowledgement_code, note_code
        order by known_on, file_id, segment_number
    ) = 1

)

select * from first_arrivals
