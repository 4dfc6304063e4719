with

-- denied by a claim-status report, and no remittance from that payer known by then
reports as (

    select
        events.practice_id,
        events.claim_id,
        events.claim_number,
        events.payer_id,
        events.status_on,
        events.known_on,
        events.category,
        events.rule_id,
        events.service_from_on,
        events.charge_usd,
        events.transaction_digest,
        events.event_position,
        events.file_id,
        events.segment_number
    from {{ ref('fct_status_events') }} as events
    -- clearinghouses put a payer's final answers into a 277CA too, where they do not belong
    where events.outcome = 'denied' and events.source in ('277', '277CA')

),

adjudications as (

    select
        practice_id,
        claim_id,
        payer_id,
        min(known_on) as first_known_on
    from {{ ref('int_adjudication_events') }}
    where outcome <> 'informational'
    group by practice_id, claim_id, payer_id

),

final as (

    select
        reports.*,
        adjudications.first_known_on as replaced_on
    from reports
    left join adjudications using (practice_id, claim_id, payer_id)
    where
        adjudications.first_known_on is null
        or adjudications.first_known_on > reports.known_on
    qualify row_number() over (
        partition by reports.practice_id, reports.claim_id, reports.payer_id
        order by reports.known_on, reports.status_on, reports.file_id, reports.segment_number
    ) = 1

)

select * from final
