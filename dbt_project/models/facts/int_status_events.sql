with

statements as (

    select * from {{ ref('int_status_statements') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}

),

identified as (

    select
        statements.*,
        claims.claim_id,
        reasons.category,
        reasons.rule_id,
        reasons.codes
    from statements
    inner join {{ ref('int_status_claims') }} as claims
        using (practice_id, file_id, segment_number)
    inner join {{ ref('int_status_reasons') }} as reasons
        using (practice_id, file_id, segment_number)

),

answered as (

    -- the submission it answers: the last one known by then, to the payer that speaks if there is one
    select
        identified.practice_id,
        identified.file_id,
        identified.segment_number,
        submissions.submission_id,
        submissions.payer_id
    from identified
    inner join submissions
        on
            identified.practice_id = submissions.practice_id
            and identified.claim_id = submissions.claim_id
            and identified.known_on >= submissions.known_on
    qualify row_number() over (
        partition by identified.practice_id, identified.file_id, identified.segment_number
        order by
            case when identified.payer_id = submissions.payer_id then 0 else 1 end,
            submissions.known_on desc, submissions.submitted_on desc nulls last,
            submissions.transaction_digest desc, submissions.claim_position desc
    ) = 1

),

final as (

    select
        {{ surrogate_key([
            'identified.practice_id', 'identified.transaction_digest', 'identified.event_position'
        ]) }} as status_event_id,
        identified.practice_id,
        identified.claim_number,
        identified.source,
        identified.group_on,
        identified.status_on,
        identified.category_code,
        identified.status_code,
        identified.entity_code,
        identified.action_code,
        identified.charge_usd,
        identified.paid_usd,
        identified.service_from_on,
        identified.payer_claim_number,
        identified.transaction_digest,
        identified.event_position,
        identified.known_on,
        identified.file_id,
        identified.segment_number,
        identified.claim_id,
        identified.category,
        identified.rule_id,
        identified.codes,
        answered.submission_id,
        -- a clearinghouse or a name nobody set up speaks for the payer the claim was sent to
        case
            when identified.payer_matched_by in ('identifier', 'name') then identified.payer_id
            else coalesce(answered.payer_id, identified.payer_id, {{ unknown_payer("''") }})
        end as payer_id,
        coalesce(categories.outcome, 'other') as outcome,
        coalesce(categories.is_rejection, false) as is_rejection,
        coalesce(categories.is_acceptance, false) as is_acceptance
    from identified
    left join answered using (practice_id, file_id, segment_number)
    left join {{ ref('claim_status_categories') }} as categories using (category_code)

)

select * from final
