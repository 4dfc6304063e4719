with

sets as (

    select * from {{ ref('int_acknowledged_sets') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}

),

codes as (

    select * from {{ ref('int_rules__acknowledgement_codes') }}

),

final as (

    -- an answer to a batch speaks of every claim in it, once both are known
    select
        sets.practice_id,
        {{ surrogate_key(['sets.answer_id', 'submissions.submission_id']) }} as status_event_id,
        submissions.claim_id,
        submissions.claim_number,
        submissions.submission_id,
        submissions.payer_id,
        sets.source,
        coalesce(sets.status_on, sets.known_on) as status_on,
        coalesce(codes.outcome, 'other') as outcome,
        codes.category,
        codes.rule_id,
        sets.source || ':' || sets.acknowledgement_code as codes,
        submissions.charge_usd,
        submissions.service_from_on,
        greatest(sets.known_on, submissions.known_on) as known_on,
        sets.transaction_digest,
        sets.event_position,
        sets.file_id,
        sets.segment_number
    from sets
    inner join submissions
        on
            sets.practice_id = submissions.practice_id
            and sets.submission_file_id = submissions.file_id
            and sets.submission_segment = submissions.transaction_segment
    left join codes
        on
            sets.practice_id = codes.practice_id
            and sets.source = codes.source
            and sets.acknowledgement_code = codes.acknowledgement_code

)

select * from final
