with

opened as (

    select * from {{ ref('int_rejection_items') }}

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
        deadlines.act_by_on,
        deadlines.refile_by_on,
        deadlines.limit_rule_id,
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
    inner join {{ ref('int_rejection_deadlines') }} as deadlines
        on opened.status_event_id = deadlines.status_event_id
    left join {{ ref('int_rules__categories') }} as categories
        on
            opened.practice_id = categories.practice_id
            and coalesce(events.category, 'other') = categories.category
    left join {{ ref('int_rules__next_actions') }} as actions
        on
            opened.practice_id = actions.practice_id
            and coalesce(events.category, 'other') = actions.category
            and actions.usual_action = 'correct & resubmit'

)

select * from final
