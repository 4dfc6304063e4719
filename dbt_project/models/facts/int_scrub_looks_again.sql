with

sendings as (

    select * from {{ ref('int_scrub_sendings') }}
    where not is_as_found

),

-- scrubs of the very set that was sent, made by then
looks as (

    select
        sendings.practice_id,
        sendings.run_id,
        sendings.transaction_digest,
        sendings.claim_position,
        sendings.sent_digest,
        sendings.sent_position,
        edits.edit_id,
        same_sets.run_id as later_run_id
    from sendings
    inner join {{ ref('stg_pipeline__scrub_sets') }} as same_sets
        on
            sendings.practice_id = same_sets.practice_id
            and sendings.sent_digest = same_sets.transaction_digest
    inner join {{ ref('stg_pipeline__scrub_runs') }} as runs
        on
            same_sets.practice_id = runs.practice_id
            and same_sets.run_id = runs.run_id
            and sendings.sent_on >= runs.known_on
    inner join {{ ref('stg_pipeline__scrub_edits') }} as edits
        on same_sets.practice_id = edits.practice_id and same_sets.run_id = edits.run_id

),

again as (

    select distinct
        practice_id,
        run_id,
        transaction_digest,
        claim_position,
        edit_id
    from {{ ref('int_scrub_findings') }}

),

final as (

    select
        looks.practice_id,
        looks.run_id,
        looks.transaction_digest,
        looks.claim_position,
        looks.edit_id,
        bool_or(again.run_id is not null) as is_found_again
    from looks
    left join again
        on
            looks.practice_id = again.practice_id
            and looks.later_run_id = again.run_id
            and looks.sent_digest = again.transaction_digest
            and looks.sent_position = again.claim_position
            and looks.edit_id = again.edit_id
    group by
        looks.practice_id, looks.run_id, looks.transaction_digest, looks.claim_position,
        looks.edit_id

)

select * from final
