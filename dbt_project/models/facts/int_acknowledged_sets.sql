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
        sets.practice_id,
        sets.file_id,
        sets.group_segment,
        sets.control_number,
        min_by(sets.segment_number, sets.segment_number) as set_segment,
        min_by(set_results.acknowledgement_code, sets.segment_number) as acknowledgement_code
    from {{ ref('stg_ack__sets') }} as sets
    inner join set_results
        on
            sets.practice_id = set_results.practice_id
            and sets.file_id = set_results.file_id
            and sets.segment_number = set_results.set_segment
    group by sets.practice_id, sets.file_id, sets.group_segment, sets.control_number

),

final as (

    -- a set that is named has its own answer; the others have that of their batch or envelope
    select
        answers.*,
        transactions.file_id as submission_file_id,
        transactions.segment_number as submission_segment,
        coalesce(
            named_sets.acknowledgement_code,
            group_results.acknowledgement_code,
            answers.envelope_code
        ) as acknowledgement_code
    from answers
    inner join {{ ref('stg_x12__transactions') }} as transactions
        on
            answers.practice_id = transactions.practice_id
            and answers.interchange_control_number = transactions.interchange_control_number
            and answers.interchange_sender_id
            is not distinct from transactions.interchange_sender_id
            and answers.interchange_on is not distinct from transactions.interchange_on
            and coalesce(answers.group_control_number, transactions.group_control_number)
            is not distinct from transactions.group_control_number
            and transactions.set_code = '837'
    left join named_sets
        on
            answers.practice_id = named_sets.practice_id
            and answers.file_id = named_sets.file_id
            and answers.segment_number = named_sets.group_segment
            and transactions.control_number = named_sets.control_number
    left join group_results
        on
            answers.practice_id = group_results.practice_id
            and answers.file_id = group_results.file_id
            and answers.segment_number = group_results.group_segment

)

select * from final
where acknowledgement_code is not null
