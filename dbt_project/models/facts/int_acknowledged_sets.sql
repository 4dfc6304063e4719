with

answers as (

    select * from {{ ref('int_acknowledged_groups') }}

),

group_results as (

    {{
        first_of(
            'stg_ack__group_results', 'acknowledgement_code', ['group_segment'],
            'group_segment is not null'
        )
    }}

),

set_results as (

    {{
        first_of(
            'stg_ack__set_results', 'acknowledgement_code', ['set_segment'],
            'set_segment is not null'
        )
    }}

),

named_sets as (

    select
        named.practice_id,
        named.file_id,
        named.group_segment,
        named.control_number,
        min_by(named.segment_number, named.segment_number) as set_segment,
        min_by(set_results.acknowledgement_code, named.segment_number) as acknowledgement_code
    from {{ ref('stg_ack__sets') }} as named
    inner join set_results
        on
            named.practice_id = set_results.practice_id
            and named.file_id = set_results.file_id
            and named.segment_number = set_results.set_segment
    group by named.practice_id, named.file_id, named.group_segment, named.control_number

),

final as (

    -- a set that is named has its own answer; the others have that of their batch or envelope
    select
        answers.answer_id,
        answers.practice_id,
        answers.file_id,
        answers.segment_number,
        answers.source,
        answers.group_control_number,
        answers.status_on,
        answers.transaction_digest,
        answers.event_position,
        answers.known_on,
        x12_sets.file_id as submission_file_id,
        x12_sets.segment_number as submission_segment,
        coalesce(
            named_sets.acknowledgement_code,
            group_results.acknowledgement_code,
            answers.envelope_code
        ) as acknowledgement_code
    from answers
    inner join {{ ref('stg_x12__transactions') }} as x12_sets
        on
            answers.practice_id = x12_sets.practice_id
            and answers.interchange_control_number = x12_sets.interchange_control_number
            and answers.interchange_sender_id
            is not distinct from x12_sets.interchange_sender_id
            and answers.interchange_on is not distinct from x12_sets.interchange_on
            and coalesce(answers.group_control_number, x12_sets.group_control_number)
            is not distinct from x12_sets.group_control_number
            and x12_sets.set_code = '837'
    left join named_sets
        on
            answers.practice_id = named_sets.practice_id
            and answers.file_id = named_sets.file_id
            and answers.segment_number = named_sets.group_segment
            and x12_sets.control_number = named_sets.control_number
    left join group_results
        on
            answers.practice_id = group_results.practice_id
            and answers.file_id = group_results.file_id
            and answers.segment_number = group_results.group_segment

)

select * from final
where acknowledgement_code is not null
