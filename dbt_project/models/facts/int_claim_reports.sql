with

-- what we sent and what was reported of it; an adjudication speaks in a model of its own
reports as (

    select
        practice_id,
        claim_id,
        coalesce(payer_id, 'unknown') as payer_id,
        'submission' as source,  -- noqa: RF04
        case when frequency_code = '8' then 'voided' else 'submitted' end as outcome,
        submitted_on as dated_on,
        known_on,
        transaction_digest,
        claim_position as position,  -- noqa: RF04
        claim_number,
        payer_sequence,
        charge_usd,
        service_from_on
    from {{ ref('fct_submissions') }}

    union all

    select
        practice_id,
        claim_id,
        coalesce(payer_id, 'unknown') as payer_id,
        -- a batch's syntax being accepted leaves each claim where it stood: it has no rule
        case when source in ('999', 'TA1') then 'acknowledgement' else 'status' end
            as source,  -- noqa: RF04
        outcome,
        status_on as dated_on,
        known_on,
        transaction_digest,
        event_position as position,  -- noqa: RF04
        claim_number,
        'unknown' as payer_sequence,
        charge_usd,
        service_from_on
    from {{ ref('fct_status_events') }}
    where claim_id is not null

    union all

    -- somebody gave the claim up, or turned to the client
    select
        practice_id,
        claim_id,
        coalesce(payer_id, 'unknown') as payer_id,
        'worklist' as source,  -- noqa: RF04
        closes_as as outcome,
        touched_on as dated_on,
        from_on as known_on,
        cast(null as string) as transaction_digest,
        cast(null as int) as position,  -- noqa: RF04
        cast(null as string) as claim_number,
        cast(null as string) as payer_sequence,
        cast(null as decimal(18, 2)) as charge_usd,
        cast(null as date) as service_from_on
    from {{ ref('int_answer_closings') }}
    where not is_overtaken

),

final as (

    select
        reports.practice_id,
        reports.claim_id,
        reports.payer_id,
        reports.claim_number,
        reports.source,
        rules.state,
        reports.payer_sequence,
        reports.charge_usd,
        reports.service_from_on,
        coalesce(reports.dated_on, reports.known_on) as dated_on,
        reports.known_on,
        cast(row_number() over (
            partition by reports.practice_id, reports.claim_id, reports.payer_id
            order by
                reports.known_on, coalesce(reports.dated_on, reports.known_on),
                reports.transaction_digest nulls first, reports.position nulls first,
                reports.source, rules.state
        ) as bigint) as turn
    from reports
    inner join {{ ref('claim_state_rules') }} as rules
        on reports.source = rules.source and reports.outcome = rules.outcome

)

select * from final
