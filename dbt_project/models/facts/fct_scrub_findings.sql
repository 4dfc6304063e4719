with

found as (

    select * from {{ ref('int_scrub_findings') }}

),

sendings as (

    select * from {{ ref('int_scrub_sendings') }}

),

looks as (

    select * from {{ ref('int_scrub_looks_again') }}

),

answers as (

    select * from {{ ref('int_scrub_answers') }}

),

final as (

    select
        found.practice_id,
        {{ surrogate_key([
            'found.practice_id', 'found.run_id', 'found.transaction_digest',
            'found.claim_position', 'found.line_number', 'found.edit_id',
        ]) }} as finding_id,
        found.run_id,
        found.claim_number,
        found.line_number,
        found.edit_id,
        found.template_id,
        found.severity,
        found.is_urgent,
        found.owner_role,
        found.charge_usd,
        case
            when sendings.is_sent_before then 'sent_before'
            when sendings.submission_id is null then 'not_sent'
            when sendings.is_as_found or looks.is_found_again then 'sent_anyway'
            when looks.edit_id is not null then 'fixed'
            else 'sent_unscrubbed'
        end as outcome,
        sendings.claim_id,
        sendings.submission_id,
        sendings.sent_on,
        case
            when sendings.submission_id is not null then coalesce(answers.answer, 'open')
        end as answer,
        answers.answered_on,
        runs.known_on,
        found.transaction_digest,
        found.claim_position,
        found.file_id,
        found.segment_number
    from found
    inner join {{ ref('stg_pipeline__scrub_runs') }} as runs using (practice_id, run_id)
    left join sendings
        using (practice_id, run_id, transaction_digest, claim_position)
    left join looks
        using (practice_id, run_id, transaction_digest, claim_position, edit_id)
    left join answers
        on
            sendings.practice_id = answers.practice_id
            and sendings.submission_id = answers.submission_id

)

select * from final
