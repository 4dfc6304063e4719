with

reports as (

    select * from {{ ref('int_rejection_reports') }}

),

-- what comes after somebody gave the claim up is new work
answered as (

    select
        reports.practice_id,
        reports.status_event_id,
        max(answers.from_on) as given_up_before_on
    from reports
    inner join {{ ref('int_rejection_answers') }} as answers using (practice_id, claim_id)
    where answers.from_on < reports.known_on
    group by reports.practice_id, reports.status_event_id

),

opened as (

    -- reports that the same event ends are one piece of work: the first of them opens it
    select reports.*
    from reports
    left join answered using (practice_id, status_event_id)
    qualify row_number() over (
        partition by
            reports.practice_id, reports.claim_id, reports.closed_on, answered.given_up_before_on
        order by
            reports.known_on,
            reports.status_on,
            reports.transaction_digest nulls last,
            reports.event_position nulls last,
            reports.status_event_id
    ) = 1

),

given_up as (

    select
        opened.practice_id,
        opened.status_event_id,
        min(answers.from_on) as given_up_on,
        min_by(answers.closes_as, answers.from_on) filter (where answers.closes_as is not null)
            as closes_as
    from opened
    inner join {{ ref('int_rejection_answers') }} as answers using (practice_id, claim_id)
    where opened.known_on < answers.listed_on
    group by opened.practice_id, opened.status_event_id

),

final as (

    select
        opened.practice_id,
        opened.status_event_id,
        opened.claim_id,
        opened.claim_number,
        opened.service_from_on,
        opened.status_on,
        opened.known_on,
        opened.submitted_usd,
        least(opened.closed_on, given_up.given_up_on) as closed_on,
        case
            when opened.closed_on is null or given_up.given_up_on < opened.closed_on
                then given_up.closes_as
            else opened.closed_by
        end as closed_by
    from opened
    left join given_up using (practice_id, status_event_id)

)

select * from final
