with

answered as (

    select
        given.*,
        answers.claim_id,
        answers.claim_number,
        answers.known_on,
        answers.service_to_on,
        coalesce(answers.patient_token, answers.lineage_id) as client
    from {{ ref('int_answered_lines') }} as given
    inner join {{ ref('fct_adjudications') }} as answers using (practice_id, adjudication_id)
    -- nobody else asks
    where given.practice_id in (
        select clusters.practice_id from {{ ref('int_edit_clusters') }} as clusters
    )

),

sendings as (

    select
        answered.practice_id,
        answered.adjudication_id,
        max(submissions.known_on) as sent_on
    from answered
    inner join {{ ref('fct_submissions') }} as submissions using (practice_id, claim_id)
    where submissions.known_on <= answered.known_on
    group by answered.practice_id, answered.adjudication_id

),

final as (

    select
        answered.practice_id,
        answered.adjudication_id,
        answered.line_number,
        answered.packet_week,
        answered.claim_id,
        answered.claim_number,
        answered.client,
        answered.payer_id,
        answered.procedure_code,
        answered.place_of_service,
        answered.modifiers,
        answered.rendering_npi,
        answered.location_id,
        answered.category,
        answered.is_event,
        -- without a copy of the claim: it was sent after its service
        coalesce(sendings.sent_on, answered.service_to_on) as sent_on,
        answered.known_on
    from answered
    left join sendings using (practice_id, adjudication_id)

)

select * from final
