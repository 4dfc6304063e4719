with

answers as (

    select
        {{ surrogate_key([
            'batches.practice_id', 'x12_sets.transaction_digest',
            'batches.segment_number - batches.transaction_segment'
        ]) }} as answer_id,
        batches.practice_id,
        batches.file_id,
        batches.segment_number,
        '999' as source,  -- noqa: RF04
        batches.functional_code,
        batches.group_control_number,
        cast(null as string) as answered_control_number,
        cast(null as date) as answered_on,
        cast(null as string) as envelope_code,
        coalesce(x12_sets.group_on, x12_sets.interchange_on) as status_on,
        x12_sets.transaction_digest,
        batches.segment_number - batches.transaction_segment as event_position,
        batches.known_on
    from {{ ref('stg_ack__groups') }} as batches
    inner join {{ ref('stg_x12__transactions') }} as x12_sets
        on {{ same_set('batches', 'x12_sets') }}

    union all

    select
        {{ surrogate_key([
            'acks.practice_id', 'acks.control_number', 'acks.interchange_on',
            'acks.acknowledgement_code', 'acks.note_code'
        ]) }} as answer_id,
        acks.practice_id,
        acks.file_id,
        acks.segment_number,
        'TA1' as source,  -- noqa: RF04
        null as functional_code,
        null as group_control_number,
        acks.control_number as answered_control_number,
        acks.interchange_on as answered_on,
        acks.acknowledgement_code as envelope_code,
        files.interchange_on as status_on,
        null as transaction_digest,
        null as event_position,
        acks.known_on
    from {{ ref('stg_ack__interchange_acks') }} as acks
    inner join {{ ref('stg_files') }} as files
        on acks.practice_id = files.practice_id and acks.file_id = files.file_id

)

select * from answers
