with

source as (

    select * from {{ source('raw', 'transactions') }}

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
        source.interchange_sender_id,
        source.interchange_receiver_id,
        source.interchange_on,
        source.interchange_control_number,
        source.functional_code,
        source.group_sender,
        source.group_receiver,
        source.group_on,
        source.group_control_number,
        source.version,
        source.set_code,
        source.control_number,
        source.last_segment,
        source.segment_count,
        source.transaction_digest,
        source.is_complete,
        files.known_on
    from source
    inner join files
        on
            source.practice_id = files.practice_id
            and source.file_id = files.file_id

),

whole as (

    select distinct
        practice_id,
        interchange_sender_id,
        group_sender,
        set_code,
        group_on,
        group_control_number,
        control_number
    from dated
    where is_complete

),

counted as (

    -- a set cut off gives way to the whole one, whenever that arrives
    select dated.* from dated
    left join whole
        on
            dated.practice_id = whole.practice_id
            and dated.interchange_sender_id = whole.interchange_sender_id
            and dated.group_sender = whole.group_sender
            and dated.set_code = whole.set_code
            -- some senders use the same control numbers for ever
            and dated.group_on = whole.group_on
            and dated.group_control_number = whole.group_control_number
            and dated.control_number = whole.control_number
    where coalesce(dated.is_complete, false) or whole.practice_id is null

),

first_arrivals as (

    -- a copy in another file, joined, split or renamed, is the same set
    select * from counted
    qualify row_number() over (
        partition by practice_id, transaction_digest
        order by known_on, file_id, segment_number
    ) = 1

)

select * from first_arrivals
