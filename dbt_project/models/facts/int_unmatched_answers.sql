-- answers whose key is sound and names no claim, or no cause, that a file told of
with

final as (

    select
        answers.practice_id,
        answers.file_id,
        answers.sheet_number,
        answers.segment_number,
        answers.known_on
    from {{ ref('stg_worklist__rows') }} as answers
    anti join {{ ref('int_work_keys') }} as work_keys
        on
            answers.practice_id = work_keys.practice_id
            and answers.item_key = work_keys.item_key

    union all

    select
        answers.practice_id,
        answers.file_id,
        answers.sheet_number,
        answers.segment_number,
        answers.known_on
    from {{ ref('stg_worklist__decisions') }} as answers
    anti join {{ ref('int_decision_keys') }} as decision_keys
        on
            answers.practice_id = decision_keys.practice_id
            and answers.item_key = decision_keys.item_key

)

select * from final
