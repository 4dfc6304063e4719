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

),

owners as (

    select * from {{ ref('stg_settings__owners') }}

),

final as (

    select
        items.practice_id,
        items.item_id,
        items.item_kind,
        items.claim_id,
        items.claim_number,
        items.payer_id,
        items.owner_role,
        owners.owner,
        items.next_action,
        items.act_by_on,
        items.assigned_by,
        items.from_on,
        items.to_on,
        items.known_on
    from items
    left join owners using (practice_id, owner_role)

)

select * from final
