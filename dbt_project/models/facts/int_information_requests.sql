with

-- one piece of work a claim and day, however many statements ask
requests as (

    select *
    from {{ ref('fct_status_events') }}
    where outcome = 'information_requested' and claim_id is not null
    qualify row_number() over (
        partition by practice_id, claim_id, known_on
        order by status_on desc, transaction_digest asc, event_position asc, status_event_id asc
    ) = 1

),

ended as (

    select
        requests.practice_id,
        requests.status_event_id,
        min(endings.known_on) as closed_on
    from requests
    inner join {{ ref('int_request_endings') }} as endings using (practice_id, claim_id)
    where
        endings.known_on > requests.known_on
        -- whoever gave the claim up knew of what stood on the list
        and (endings.listed_on is null or endings.listed_on > requests.known_on)
        and (endings.payer_id is null or endings.payer_id = requests.payer_id)
    group by requests.practice_id, requests.status_event_id

),

final as (

    select
        requests.practice_id,
        requests.status_event_id as item_id,
        requests.claim_id,
        requests.claim_number,
        requests.payer_id,
        requests.known_on as opened_on,
        ended.closed_on,
        coalesce(requests.category, usual.category) as category,
        coalesce(requests.rule_id, usual.rule_id) as rule_id,
        categories.default_owner as owner_role,
        categories.rule_id as owner_rule_id,
        actions.next_action,
        soon.day_on as act_by_on,
        requests.known_on
    from requests
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    left join ended using (practice_id, status_event_id)
    inner join {{ ref('int_rules__denial_defaults') }} as usual
        on requests.practice_id = usual.practice_id and usual.decision = 'information_request'
    left join {{ ref('int_rules__categories') }} as categories
        on
            requests.practice_id = categories.practice_id
            and coalesce(requests.category, usual.category) = categories.category
    left join {{ ref('int_rules__next_actions') }} as actions
        on
            requests.practice_id = actions.practice_id
            and coalesce(requests.category, usual.category) = actions.category
            and usual.usual_action = actions.usual_action
    {{ business_days_after('requests', 'known_on', 'numbers.act_by_business_days') }}

)

select * from final
