with

reports as (

    select
        events.practice_id,
        events.status_event_id,
        events.claim_id,
        events.claim_number,
        events.service_from_on,
        events.status_on,
        events.transaction_digest,
        events.event_position,
        events.known_on,
        submissions.service_to_on,
        submissions.charge_usd as submitted_usd
    from {{ ref('fct_status_events') }} as events
    left join {{ ref('fct_submissions') }} as submissions
        on events.submission_id = submissions.submission_id
    where events.is_rejection

),

endings as (

    select * from {{ ref('int_rejection_endings') }}

),

ended as (

    -- by claim number and first service date; by the number alone where a date was not sent
    select
        reports.status_event_id,
        endings.known_on as closed_on,
        endings.closed_by
    from reports
    inner join endings
        on
            reports.practice_id = endings.practice_id
            and reports.claim_number = endings.claim_number
            and reports.known_on < endings.known_on
            and (
                reports.claim_id = endings.claim_id
                or reports.service_from_on is null
                or endings.service_from_on is null
                or endings.service_from_on
                between reports.service_from_on
                and coalesce(reports.service_to_on, reports.service_from_on)
            )
    where {{ links_by_number('reports.claim_number') }}
    qualify row_number() over (
        partition by reports.status_event_id
        order by endings.known_on, endings.closing_order
    ) = 1

),

final as (

    select
        reports.practice_id,
        reports.status_event_id,
        reports.claim_id,
        reports.claim_number,
        reports.service_from_on,
        reports.status_on,
        reports.transaction_digest,
        reports.event_position,
        reports.known_on,
        reports.submitted_usd,
        ended.closed_on,
        ended.closed_by
    from reports
    left join ended on reports.status_event_id = ended.status_event_id

)

select * from final
