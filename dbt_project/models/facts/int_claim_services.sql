with

lines as (

    select
        practice_id,
        claim_id,
        procedure_code,
        modifiers,
        known_on
    from {{ ref('int_submission_lines') }}
    qualify row_number() over (
        partition by practice_id, claim_id
        order by known_on asc, submission_id asc, line_number asc
    ) = 1

)

-- the first service of a claim as first sent: what a person calls the claim
select * from lines
