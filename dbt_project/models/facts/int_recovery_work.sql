with

denials as (

    select distinct
        practice_id,
        adjudication_id,
        claim_id,
        lineage_id,
        payer_id,
        receivable,
        known_on as opened_on
    from {{ ref('int_denial_events') }}
    where not is_noise

),

submissions as (

    select
        submissions.practice_id,
        coalesce(lineages.lineage_id, submissions.claim_id) as lineage_id,
        submissions.payer_sequence,
        -- a claim under another number counts once its lineage was known
        greatest(submissions.known_on, lineages.joined_on) as known_on
    from {{ ref('fct_submissions') }} as submissions
    left join {{ ref('int_lineages') }} as lineages
        on
            submissions.practice_id = lineages.practice_id
            and submissions.claim_id = lineages.claim_id
    where submissions.frequency_code is distinct from '8'

),

work as (

    -- sent again in the same turn, corrected or not, to the same payer or to the right one
    select
        denials.practice_id,
        denials.adjudication_id,
        submissions.known_on as worked_on
    from denials
    inner join submissions using (practice_id, lineage_id)
    where
        submissions.known_on > denials.opened_on
        and submissions.payer_sequence = denials.receivable

    union all

    -- done by the word of a list that could name it; to give up is no attempt, a plan is none
    select
        denials.practice_id,
        denials.adjudication_id,
        answers.from_on as worked_on
    from denials
    inner join {{ ref('fct_worklist_answers') }} as answers using (practice_id, claim_id)
    where
        answers.listed_on >= denials.opened_on
        and (answers.item_kind = 'denial' or answers.payer_id = denials.payer_id)
        and answers.did_label is not null
        and answers.closes_as is null

),

final as (

    select
        practice_id,
        adjudication_id,
        min(worked_on) as worked_on
    from work
    group by practice_id, adjudication_id

)

select * from final
