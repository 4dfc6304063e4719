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
        opened.submission_id,
        opened.claim_id,
        opened.claim_number,
        opened.payer_id,
        opened.source,
        opened.known_on as opened_on,
        opened.closed_on,
        opened.closed_by,
        opened.status_on,
        coalesce(opened.category, 'other') as category,
        opened.rule_id,
        categories.default_owner as owner_role,
        actions.next_action,
        act_by.day_on as act_by_on,
        coalesce(opened.submitted_usd, opened.charge_usd) as charge_usd,
        opened.category_code,
        opened.status_code,
        opened.entity_code,
        opened.codes,
        opened.service_from_on,
        opened.known_on,
        opened.file_id,
        opened.segment_number
    from opened
    left join {{ ref('categories') }} as categories
        on coalesce(opened.category, 'other') = categories.category
    left join {{ ref('next_actions') }} as actions
        on
            coalesce(opened.category, 'other') = actions.category
            and actions.usual_action = 'correct & resubmit'
    left join days as opening
        on opened.practice_id = opening.practice_id and opened.known_on = opening.day_on
    left join days as act_by
        on
            opening.practice_id = act_by.practice_id
            and opening.business_day_number + {{ threshold('act_by_business_days') }}
            = act_by.business_day_number
            and act_by.is_business_day

)

select * from final
