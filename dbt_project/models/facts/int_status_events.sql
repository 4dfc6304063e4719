with

statements as (

    select * from {{ ref('int_status_statements') }}

),

final as (

    select
        {{ surrogate_key([
            'statements.practice_id', 'statements.transaction_digest', 'statements.event_position'
        ]) }} as status_event_id,
        statements.practice_id,
        statements.claim_number,
        statements.source,
        statements.group_on,
        statements.status_on,
        statements.category_code,
        statements.status_code,
        statements.entity_code,
        statements.action_code,
        statements.charge_usd,
        statements.paid_usd,
        statements.service_from_on,
        statements.payer_claim_number,
        statements.transaction_digest,
        statements.event_position,
        statements.known_on,
        statements.file_id,
        statements.segment_number,
        claims.claim_id,
        reasons.category,
        reasons.rule_id,
        reasons.codes,
        answered.submission_id,
        -- a clearinghouse or a name nobody set up speaks for the payer the claim was sent to
        case
            when statements.payer_matched_by in ('identifier', 'name') then statements.payer_id
            else coalesce(answered.payer_id, statements.payer_id, {{ unknown_payer("''") }})
        end as payer_id,
        coalesce(categories.outcome, 'other') as outcome,
        categories.rule_id as outcome_rule_id,
        coalesce(categories.is_rejection, false) as is_rejection,
        coalesce(categories.is_acceptance, false) as is_acceptance,
        -- what stands for the payer was not said by it
        statements.payer_matched_by <> 'clearinghouse'
        and coalesce(
            statements.payer_matched_by in ('identifier', 'name')
            or statements.payer_id = coalesce(answered.payer_id, statements.payer_id),
            false
        ) as is_from_payer
    from statements
    inner join {{ ref('int_status_claims') }} as claims
        on {{ same_segment('statements', 'segment_number', 'claims', 'segment_number') }}
    inner join {{ ref('int_status_reasons') }} as reasons
        on {{ same_segment('statements', 'segment_number', 'reasons', 'segment_number') }}
    left join {{ ref('int_status_answers') }} as answered
        on {{ same_segment('statements', 'segment_number', 'answered', 'segment_number') }}
    left join {{ ref('int_rules__claim_status_categories') }} as categories
        on
            statements.practice_id = categories.practice_id
            and statements.category_code = categories.category_code

)

select * from final
