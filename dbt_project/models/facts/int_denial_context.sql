with

our_lines as (

    select
        lines.*,
        count(*) over (partition by lines.practice_id, lines.submission_id) as line_count
    from {{ ref('int_submission_lines') }} as lines  -- noqa: RF04

),

item_lines as (

    select
        *,
        count(*) filter (where line_number > 0) over (
            partition by practice_id, adjudication_id
        ) as line_count
    from {{ ref('fct_adjudication_lines') }}

),

-- the newest claim known by then, to that payer if there is one
sent as (

    select
        items.practice_id,
        items.denial_id,
        items.adjudication_id,
        items.line_number,
        submissions.submission_id,
        submissions.place_of_service,
        submissions.rendering_npi,
        submissions.location_id
    from {{ ref('int_denial_items') }} as items
    inner join {{ ref('fct_submissions') }} as submissions using (practice_id, claim_id)
    where submissions.known_on <= items.opened_on
    qualify row_number() over (
        partition by items.practice_id, items.denial_id
        order by
            submissions.payer_id = items.payer_id desc, submissions.known_on desc,
            submissions.submission_id asc
    ) = 1

),

lines_sent as (

    select
        sent.practice_id,
        sent.denial_id,
        theirs.procedure_code,
        theirs.modifiers,
        theirs.place_of_service,
        theirs.rendering_npi,
        theirs.service_on,
        theirs.units
    from sent
    inner join our_lines as theirs using (practice_id, submission_id)
    left join item_lines as ours
        on
            sent.practice_id = ours.practice_id
            and sent.adjudication_id = ours.adjudication_id
            and sent.line_number = ours.line_number
    where
        {{ line_match_rank('ours', 'theirs') }} <= 3
        or (sent.line_number = 0 and theirs.line_count = 1)
    qualify row_number() over (
        partition by sent.practice_id, sent.denial_id
        order by
            coalesce({{ line_match_rank('ours', 'theirs') }}, 9),
            abs(sent.line_number - theirs.line_number), theirs.line_number
    ) = 1

),

final as (

    select
        sent.practice_id,
        sent.denial_id,
        lines_sent.denial_id is not null as has_line,
        lines_sent.procedure_code,
        lines_sent.modifiers,
        lines_sent.service_on,
        lines_sent.units,
        coalesce(lines_sent.place_of_service, sent.place_of_service) as place_of_service,
        coalesce(lines_sent.rendering_npi, sent.rendering_npi) as rendering_npi,
        sent.location_id
    from sent
    left join lines_sent using (practice_id, denial_id)

)

select * from final
