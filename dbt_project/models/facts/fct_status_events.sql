with

statements as (

    select
        practice_id,
        status_event_id,
        claim_id,
        claim_number,
        submission_id,
        payer_id,
        source,
        coalesce(status_on, group_on, known_on) as status_on,
        category_code,
        status_code,
        entity_code,
        outcome,
        outcome_rule_id,
        is_rejection,
        is_acceptance,
        is_from_payer,
        category,
        rule_id,
        codes,
        action_code,
        charge_usd,
        paid_usd,
        service_from_on,
        payer_claim_number,
        known_on,
        transaction_digest,
        event_position,
        file_id,
        segment_number
    from {{ ref('int_status_events') }}

),

acknowledgements as (

    select
        practice_id,
        status_event_id,
        claim_id,
        claim_number,
        submission_id,
        payer_id,
        source,
        status_on,
        cast(null as string) as category_code,
        cast(null as string) as status_code,
        cast(null as string) as entity_code,
        outcome,
        rule_id as outcome_rule_id,
        outcome = 'rejected' as is_rejection,
        -- syntax accepted is not accepted into adjudication
        false as is_acceptance,
        -- nor does it say whose gateway wrote it
        false as is_from_payer,
        category,
        rule_id,
        codes,
        cast(null as string) as action_code,
        charge_usd,
        cast(null as decimal(18, 2)) as paid_usd,
        service_from_on,
        cast(null as string) as payer_claim_number,
        known_on,
        transaction_digest,
        event_position,
        file_id,
        segment_number
    from {{ ref('int_acknowledged_claims') }}

)

select * from statements
union all
select * from acknowledgements
