with

answers as (

    select * from {{ ref('int_line_answers') }}
    where not is_denied_again

),

submissions as (

    select
        submissions.practice_id,
        coalesce(lineages.lineage_id, submissions.claim_id) as lineage_id,
        submissions.claim_number,
        submissions.payer_id,
        submissions.payer_sequence,
        submissions.frequency_code,
        -- a claim under another number counts once its lineage was known
        greatest(submissions.known_on, lineages.joined_on) as known_on
    from {{ ref('fct_submissions') }} as submissions
    left join {{ ref('int_lineages') }} as lineages
        on
            submissions.practice_id = lineages.practice_id
            and submissions.claim_id = lineages.claim_id

),

final as (

    -- a corrected claim, or the same one to the right payer, known after the denial and by the
    -- answer, proves the route
    select distinct
        answers.practice_id,
        answers.adjudication_id,
        answers.line_number,
        answers.answer_id
    from answers
    inner join submissions using (practice_id, lineage_id)
    where
        submissions.known_on > answers.opened_on
        and submissions.known_on <= answers.closed_on
        and (
            submissions.frequency_code = '7'
            or submissions.claim_number <> answers.claim_number
            or (
                submissions.payer_sequence = answers.receivable
                and submissions.payer_id <> answers.payer_id
            )
        )

)

select * from final
