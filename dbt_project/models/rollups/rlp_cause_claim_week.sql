with

causes as (

    select * from {{ ref('int_named_causes') }}

),

lines as (

    select * from {{ ref('int_answered_lines') }}
    where category is not null

),

-- a field that does not narrow a cause asks nothing
held as (

    select
        causes.practice_id,
        causes.packet_week,
        causes.cause_id,
        causes.category,
        lines.adjudication_id,
        bool_or(lines.is_event) as is_event,
        min(lines.packet_week) as answered_week
    from causes
    inner join lines
        on
            causes.practice_id = lines.practice_id
            and causes.category = lines.category
            and causes.since_on <= lines.packet_week
            and causes.packet_week >= lines.packet_week
            and (causes.payer_id is null or causes.payer_id = lines.payer_id)
            and (causes.procedure_code is null or causes.procedure_code = lines.procedure_code)
            and (
                causes.place_of_service is null
                or causes.place_of_service = lines.place_of_service
            )
            and (causes.modifiers is null or causes.modifiers = lines.modifiers)
            and (causes.rendering_npi is null or causes.rendering_npi = lines.rendering_npi)
            and (causes.location_id is null or causes.location_id = lines.location_id)
    group by
        causes.practice_id, causes.packet_week, causes.cause_id, causes.category,
        lines.adjudication_id

),

final as (

    select
        held.practice_id,
        held.packet_week,
        held.cause_id,
        adjudications.claim_id,
        held.adjudication_id,
        adjudications.claim_number,
        held.answered_week,
        held.is_event,
        claims.reason_id,
        claims.likely_whole_usd as likely_back_usd
    from held
    inner join {{ ref('fct_adjudications') }} as adjudications using (practice_id, adjudication_id)
    -- as the packet of the week of the answer counted it
    left join {{ ref('rlp_denied_claim_week') }} as claims
        on
            held.practice_id = claims.practice_id
            and held.answered_week = claims.packet_week
            and adjudications.claim_id = claims.claim_id
            and not claims.is_running

)

select * from final
