with

reports as (

    select * from {{ ref('int_rejection_reports') }}

),

opened as (

    -- reports that the same event ends are one piece of work: the first of them opens it
    select * from reports
    qualify row_number() over (
        partition by practice_id, claim_id, closed_on
        order by
            known_on,
            status_on,
            transaction_digest nulls last,
            event_position nulls last,
            status_event_id
    ) = 1

),

days as (

    select * from {{ ref('int_business_days') }}

),

final as (

    select
        opened.practice_id,
        {{ surrogate_key(['opened.practice_id', "'rejection'", 'opened.status_event_id']) }}
            as rejection_id,
        opened.status_event_id,
        events.submission_id,
        opened.claim_id,
        opened.claim_number,
        events.payer_id,
        events.source,
        opened.known_on as opened_on,
        opened.closed_on,
        opened.closed_by,
        opened.status_on,
        coalesce(events.category, 'other') as category,
        -- a code no rule knows is "other" by that category's own row
        coalesce(events.rule_id, categories.rule_id) as rule_id,
        categories.default_owner as owner_role,
        categories.rule_id as owner_rule_id,
        actions.next_action,
        actions.rule_id as action_rule_id,
        act_by.day_on as act_by_on,
        coalesce(opened.submitted_usd, events.charge_usd) as charge_usd,
        events.category_code,
        events.status_code,
        events.entity_code,
        events.codes,
        opened.service_from_on,
        opened.known_on,
        events.file_id,
        events.segment_number
    from opened
    inner join {{ ref('fct_status_events') }} as events
        on opened.status_event_id = events.status_event_id
    inner join {{ ref('int_rule_numbers') }} as numbers
        on opened.practice_id = numbers.practice_id
    left join {{ ref('int_rules__categories') }} as categories
        on
            opened.practice_id = categories.practice_id
            and coalesce(events.category, 'other') = categories.category
    left join {{ ref('int_rules__next_actions') }} as actions
        on
            opened.practice_id = actions.practice_id
            and coalesce(events.category, 'other') = actions.category
            and actions.usual_action = 'correct & resubmit'
    left join days as opening
        on opened.practice_id = opening.practice_id and opened.known_on = opening.day_on
    left join days as act_by
        on
            opening.practice_id = act_by.practice_id
            and opening.business_day_number + numbers.act_by_business_days
            = act_by.business_day_number
            and act_by.is_business_day

)

select * from final
