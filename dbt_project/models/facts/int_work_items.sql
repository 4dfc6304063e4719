with

items as (

    select
        practice_id,
        denial_id as item_id,
        'denial' as item_kind,
        claim_id,
        claim_number,
        payer_id,
        owner_role,
        next_action,
        act_by_on,
        owner_rule_id as assigned_by,
        opened_on as from_on,
        closed_on as to_on,
        known_on
    from {{ ref('fct_denials') }}
    -- a duplicate of an answer already worked is nobody's work
    where not is_noise

    union all

    select
        practice_id,
        rejection_id,
        'rejection' as item_kind,
        claim_id,
        claim_number,
        payer_id,
        owner_role,
        next_action,
        act_by_on,
        owner_rule_id,
        opened_on,
        closed_on,
        known_on
    from {{ ref('fct_rejections') }}

    union all

    select
        practice_id,
        item_id,
        'information_request' as item_kind,
        claim_id,
        claim_number,
        payer_id,
        owner_role,
        next_action,
        act_by_on,
        owner_rule_id,
        opened_on,
        closed_on,
        known_on
    from {{ ref('int_information_requests') }}

    union all

    select
        practice_id,
        item_id,
        'follow_up' as item_kind,
        claim_id,
        claim_number,
        payer_id,
        owner_role,
        next_action,
        act_by_on,
        owner_rule_id,
        opened_on,
        closed_on,
        known_on
    from {{ ref('int_follow_ups') }}

)

select * from items
