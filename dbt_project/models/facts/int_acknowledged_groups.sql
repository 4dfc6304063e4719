with

batches as (

    select * from {{ ref('int_submission_batches') }}

),

envelopes as (

    select
        practice_id,
        interchange_control_number,
        interchange_on,
        interchange_sender_id,
        min(known_on) as known_on
    from batches
    group by practice_id, interchange_control_number, interchange_on, interchange_sender_id

),

answers as (

    select * from {{ ref('int_acknowledgements') }}

),

candidates as (

    select
        answers.answer_id,
        answers.practice_id,
        answers.file_id,
        answers.segment_number,
        answers.source,
        answers.group_control_number,
        answers.envelope_code,
        answers.status_on,
        answers.transaction_digest,
        answers.event_position,
        answers.known_on,
        batches.interchange_sender_id,
        batches.interchange_control_number,
        batches.interchange_on,
        batches.known_on as batch_known_on
    from answers
    inner join batches
        on
            answers.practice_id = batches.practice_id
            and answers.group_control_number = batches.group_control_number
            and answers.functional_code = batches.functional_code

    union all

    select
        answers.answer_id,
        answers.practice_id,
        answers.file_id,
        answers.segment_number,
        answers.source,
        answers.group_control_number,
        answers.envelope_code,
        answers.status_on,
        answers.transaction_digest,
        answers.event_position,
        answers.known_on,
        envelopes.interchange_sender_id,
        envelopes.interchange_control_number,
        envelopes.interchange_on,
        envelopes.known_on as batch_known_on
    from answers
    inner join envelopes
        on
            answers.practice_id = envelopes.practice_id
            and answers.answered_control_number = envelopes.interchange_control_number
            and coalesce(answers.answered_on, envelopes.interchange_on)
            is not distinct from envelopes.interchange_on

),

final as (

    -- numbers are used again: the last batch known by then, else the first that arrives later
    select * from candidates
    qualify row_number() over (
        partition by answer_id
        order by
            case when batch_known_on <= known_on then 0 else 1 end asc,
            case when batch_known_on <= known_on then batch_known_on end desc nulls last,
            batch_known_on asc,
            interchange_on asc nulls last,
            interchange_sender_id asc nulls last,
            interchange_control_number asc
    ) = 1

)

select * from final
