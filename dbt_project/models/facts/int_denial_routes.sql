with

items as (

    select * from {{ ref('int_denial_items') }}

),

chosen as (

    select
        items.practice_id,
        items.denial_id,
        choices.rule_id as choice_rule_id,
        choices.route as usual_route,
        nullif(choices.letter, '') as letter,
        choices.signer_role,
        -- what the payer takes stands over what is usual
        case
            when items.is_new_claim_wanted
                then coalesce(nullif(routes.route_if_new_claim, ''), choices.route)
            when not items.is_appealable
                then coalesce(nullif(routes.route_if_no_appeal, ''), choices.route)
            else choices.route
        end as route
    from items
    inner join {{ ref('int_rules__kit_choices') }} as choices
        using (practice_id, category, usual_action)
    inner join {{ ref('int_rules__kit_routes') }} as routes
        on choices.practice_id = routes.practice_id and choices.route = routes.route

),

final as (

    select
        chosen.practice_id,
        chosen.denial_id,
        chosen.route,
        case
            when chosen.route = chosen.usual_route then coalesce(chosen.letter, routes.letter)
            else routes.letter
        end as letter,
        case
            when chosen.route = chosen.usual_route then chosen.signer_role
            else routes.signer_role
        end as signer_role,
        chosen.choice_rule_id
    from chosen
    inner join {{ ref('int_rules__kit_routes') }} as routes
        on chosen.practice_id = routes.practice_id and chosen.route = routes.route

)

select * from final
