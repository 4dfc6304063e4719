with

answers as (

    select
        {{ surrogate_key([
            'groups.practice_id', 'transactions.transaction_digest',
            'groups.segment_number - groups.transaction_segment'
        ]) }} as answer_id,
        groups.practice_id,
        groups.file_id,
        groups.segment_number,
        '999' as source,
        groups.functional_code,
        groups.group_control_number,
        cast(null as varchar) as answered_control_number,
        cast(null as date) as answered_on,
        cast(null as varchar) as envelope_code,
        coalesce(transactions.group_on, transactions.interchange_on) as status_on,
        transactions.transaction_digest,
        groups.segment_number - groups.transaction_segment as event_position,
        groups.known_on
    from {{ ref('stg_ack__groups') }} as groups
    inner join {{ ref('stg_x12__transactions') }} as transactions
        on {{ same_set('groups', 'transactions') }}

    union all

    select
        {{ surrogate_key([
            'acks.practice_id', 'acks.control_number', 'acks.interchange_on',
            'acks.acknowledgement_code', 'acks.note_code'
        ]) }} as answer_id,
        acks.practice_id,
        acks.file_id,
        acks.segment_number,
        'TA1' as source,
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
