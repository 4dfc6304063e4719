with

statements as (

    select * from {{ ref('int_status_statements') }}

),

claims as (

    select * from {{ ref('int_status_claims') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}

),

final as (

    -- the submission it answers: the last one known by then, best one to the payer that speaks
    select
        statements.practice_id,
        statements.file_id,
        statements.segment_number,
        submissions.submission_id,
        submissions.payer_id
    from statements
    inner join claims
        on {{ same_segment('statements', 'segment_number', 'claims', 'segment_number') }}
    inner join submissions
        on
            claims.practice_id = submissions.practice_id
            and claims.claim_id = submissions.claim_id
            and statements.known_on >= submissions.known_on
    qualify row_number() over (
        partition by statements.practice_id, statements.file_id, statements.segment_number
        order by
            case when statements.payer_id = submissions.payer_id then 0 else 1 end asc,
            submissions.known_on desc,
            submissions.submitted_on desc nulls last,
            submissions.transaction_digest desc,
            submissions.claim_position desc
    ) = 1

)

select * from final
