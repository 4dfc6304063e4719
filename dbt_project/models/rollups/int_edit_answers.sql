with

lines as (

    select
        lines.*,
        answers.claim_id,
        answers.claim_number,
        answers.known_on,
        answers.service_to_on,
        coalesce(answers.patient_token, answers.lineage_id) as client
    from {{ ref('int_answered_lines') }} as lines
    inner join {{ ref('fct_adjudications') }} as answers using (practice_id, adjudication_id)
    -- nobody else asks
    where lines.practice_id in (select practice_id from {{ ref('int_edit_clusters') }})

),

sendings as (

    select
        lines.practice_id,
        lines.adjudication_id,
        max(submissions.known_on) as sent_on
    from lines
    inner join {{ ref('fct_submissions') }} as submissions using (practice_id, claim_id)
    where submissions.known_on <= lines.known_on
    group by lines.practice_id, lines.adjudication_id

),

final as (

    select
        lines.practice_id,
        lines.adjudication_id,
        lines.line_number,
        lines.packet_week,
        lines.claim_id,
        lines.claim_number,
        lines.client,
        lines.payer_id,
        lines.procedure_code,
        lines.place_of_service,
        lines.modifiers,
        lines.rendering_npi,
        lines.location_id,
        lines.category,
        lines.is_event,
        -- without a copy of the claim: it was sent after its service
        coalesce(sendings.sent_on, lines.service_to_on) as sent_on,
        lines.known_on
    from lines
    left join sendings using (practice_id, adjudication_id)

)

select * from final
