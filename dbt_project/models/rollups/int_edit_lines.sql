with

clusters as (

    select * from {{ ref('int_edit_clusters') }}

),

lines as (

    select * from {{ ref('int_edit_answers') }}

),

held as (

    select
        clusters.practice_id,
        clusters.edit_id,
        lines.adjudication_id,
        lines.line_number,
        lines.packet_week,
        lines.claim_id,
        lines.claim_number,
        lines.client,
        lines.known_on,
        lines.is_event,
        coalesce(clusters.category = lines.category, false) as is_denied,
        case
            when lines.sent_on >= clusters.starts_on then 'since'
            when
                lines.packet_week >= clusters.before_from_on
                and lines.known_on < clusters.starts_on
                then 'before'
        end as span
    from clusters
    inner join lines
        on
            clusters.practice_id = lines.practice_id
            and (clusters.payer_id is null or clusters.payer_id = lines.payer_id)
            and (clusters.procedure_code is null or clusters.procedure_code = lines.procedure_code)
            and (
                clusters.place_of_service is null
                or clusters.place_of_service = lines.place_of_service
            )
            and (clusters.modifiers is null or clusters.modifiers = lines.modifiers)
            and (clusters.rendering_npi is null or clusters.rendering_npi = lines.rendering_npi)
            and (clusters.location_id is null or clusters.location_id = lines.location_id)
            and (clusters.expires_on is null or clusters.expires_on > lines.sent_on)

),

final as (

    select
        practice_id,
        edit_id,
        adjudication_id,
        line_number,
        packet_week,
        claim_id,
        claim_number,
        span,
        is_denied,
        -- a client denied all along is one event of each span: else nothing would ever come since
        is_denied and (
            is_event or row_number() over (
                partition by practice_id, edit_id, span, client, is_denied
                order by known_on asc, adjudication_id asc, line_number asc
            ) = 1
        ) as is_event
    from held
    where span is not null

)

select * from final
