with

events as (

    select * from {{ ref('int_denial_events') }}

),

lines as (

    select * from {{ ref('fct_adjudication_lines') }}

),

reasons as (

    select * from {{ ref('int_denial_reasons') }}

),

numbers as (

    select * from {{ ref('int_denial_numbers') }}

),

adjudications as (

    select * from {{ ref('fct_adjudications') }}

),

final as (

    select
        events.practice_id,
        {{ surrogate_key(['events.practice_id', 'events.adjudication_id', 'events.line_number']) }}
            as denial_id,
        events.adjudication_id,
        events.claim_id,
        events.claim_number,
        adjudications.lineage_id,
        adjudications.patient_token,
        events.line_number,
        lines.line_control,
        events.payer_id,
        events.payer_sequence,
        lines.procedure_code,
        lines.modifiers,
        lines.units,
        lines.service_on,
        lines.charge_usd,
        lines.allowed_usd,
        events.remit_on,
        events.known_on as opened_on,
        closings.closed_on,
        closings.close_reason,
        closings.closed_by,
        case when reasons.outcome = 'full_denial' then 'full' else 'partial' end as denial_kind,
        reasons.denied_usd,
        reasons.group_code,
        reasons.carc_code,
        reasons.rarc_code,
        reasons.is_denied_to_patient,
        events.is_noise,
        numbers.denial_number,
        reasons.category,
        reasons.rule_id,
        reasons.origin,
        reasons.is_preventable,
        reasons.default_bucket,
        reasons.owner_role,
        reasons.owner_rule_id,
        reasons.usual_action,
        reasons.is_appealable,
        reasons.is_new_claim_wanted,
        adjudications.is_balanced,
        adjudications.transaction_digest,
        adjudications.position,
        events.known_on,
        lines.file_id,
        lines.segment_number
    from events
    inner join lines using (practice_id, adjudication_id, line_number)
    inner join reasons using (practice_id, adjudication_id, line_number)
    inner join numbers using (practice_id, adjudication_id)
    inner join adjudications using (practice_id, adjudication_id)
    left join {{ ref('int_denial_closings') }} as closings
        using (practice_id, adjudication_id, line_number)

    union all
    select * from {{ ref('int_provisional_items') }}

)

select * from final  -- noqa: AM04
