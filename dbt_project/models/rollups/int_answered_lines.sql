with

answers as (

    select
        firsts.practice_id,
        firsts.packet_week,
        firsts.adjudication_id,
        firsts.payer_id,
        adjudications.known_on,
        coalesce(adjudications.patient_token, adjudications.lineage_id) as client,
        places.place_of_service,
        places.rendering_npi,
        places.location_id
    from {{ ref('rlp_first_answer_week') }} as firsts
    inner join {{ ref('fct_adjudications') }} as adjudications using (practice_id, adjudication_id)
    left join {{ ref('int_adjudication_places') }} as places using (practice_id, adjudication_id)

),

denied as (

    select
        practice_id,
        adjudication_id,
        line_number,
        category
    from {{ ref('fct_denials') }}
    where adjudication_id is not null and not is_noise

),

answered as (

    select
        answers.*,
        services.line_number,
        services.procedure_code,
        services.modifiers,
        denied.category
    from answers
    inner join {{ ref('fct_adjudication_lines') }} as services using (practice_id, adjudication_id)
    left join denied using (practice_id, adjudication_id, line_number)
    where services.outcome in ('full_denial', 'partial_denial', 'not_denied')

),

ordered as (

    select
        *,
        lag(known_on) over (
            partition by practice_id, client, category
            order by known_on, adjudication_id, line_number
        ) as denied_before_on
    from answered

),

final as (

    select
        ordered.practice_id,
        ordered.packet_week,
        ordered.adjudication_id,
        ordered.line_number,
        ordered.payer_id,
        ordered.procedure_code,
        ordered.place_of_service,
        ordered.modifiers,
        ordered.rendering_npi,
        ordered.location_id,
        ordered.category,
        -- a client whose coverage lapsed is denied each week and is one event
        ordered.category is not null and coalesce(
            {{ days_between('ordered.denied_before_on', 'ordered.known_on') }}
            >= 7 * numbers.episode_weeks, true
        ) as is_event
    from ordered
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

)

select * from final
