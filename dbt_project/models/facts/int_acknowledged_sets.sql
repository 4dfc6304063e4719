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

named_sets as (

    select * from {{ ref('int_named_sets') }}

),

final as (

    -- a set that is named has its own answer; the others have that of their batch or envelope.
    -- Numbers are those of any copy; the earliest that is named tells.
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
        greatest(answers.known_on, copies.known_on) as known_on,
        x12_sets.file_id as submission_file_id,
        x12_sets.segment_number as submission_segment,
        coalesce(
            named_sets.acknowledgement_code,
            group_results.acknowledgement_code,
            answers.envelope_code
        ) as acknowledgement_code
    from answers
    inner join {{ ref('stg_x12__copies') }} as copies
        on
            answers.practice_id = copies.practice_id
            and answers.interchange_control_number = copies.interchange_control_number
            and answers.interchange_sender_id is not distinct from copies.interchange_sender_id
            and answers.interchange_on is not distinct from copies.interchange_on
            and coalesce(answers.group_control_number, copies.group_control_number)
            is not distinct from copies.group_control_number
            and copies.set_code = '837'
    inner join {{ ref('stg_x12__transactions') }} as x12_sets
        on
            copies.practice_id = x12_sets.practice_id
            and copies.transaction_digest = x12_sets.transaction_digest
    left join named_sets
        on
            answers.practice_id = named_sets.practice_id
            and answers.file_id = named_sets.file_id
            and answers.segment_number = named_sets.group_segment
            and copies.control_number = named_sets.control_number
    left join group_results
        on
            answers.practice_id = group_results.practice_id
            and answers.file_id = group_results.file_id
            and answers.segment_number = group_results.group_segment
    qualify row_number() over (
        partition by answers.answer_id, x12_sets.transaction_digest
        order by copies.known_on, named_sets.set_segment nulls last, copies.control_number
    ) = 1

)

select * from final
where acknowledgement_code is not null
