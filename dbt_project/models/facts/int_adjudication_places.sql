with

-- the newest claim known when the payer's decision came, to that payer if there is one
sent as (

    select
        events.practice_id,
        events.adjudication_id,
        submissions.place_of_service,
        submissions.rendering_npi,
        submissions.location_id
    from {{ ref('int_adjudication_events') }} as events
    inner join {{ ref('int_first_adjudications') }} using (practice_id, adjudication_id)
    inner join {{ ref('fct_submissions') }} as submissions using (practice_id, claim_id)
    where submissions.known_on <= events.known_on
    qualify row_number() over (
        partition by events.practice_id, events.adjudication_id
        order by
            submissions.payer_id = events.payer_id desc, submissions.known_on desc,
            submissions.submission_id asc
    ) = 1

),

final as (

    select
        firsts.practice_id,
        firsts.adjudication_id,
        coalesce(sent.place_of_service, claims.place_of_service) as place_of_service,
        sent.rendering_npi,
        sent.location_id
    from {{ ref('int_first_adjudications') }} as firsts
    inner join {{ ref('int_remittance_claims') }} as claims using (practice_id, adjudication_id)
    left join sent using (practice_id, adjudication_id)

)

select * from final
