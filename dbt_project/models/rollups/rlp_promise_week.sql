with

counted as (

    select
        practice_id,
        packet_week,
        category,
        cast(count(*) as int) as promised_claim_count,
        cast(count(*) filter (where became = 'closed') as int) as closed_claim_count,
        cast(count(*) filter (where is_won) as int) as won_claim_count,
        cast(count(*) filter (where became = 'worked') as int) as worked_claim_count,
        cast(count(*) filter (where became = 'untouched') as int) as untouched_claim_count
    from {{ ref('rlp_promised_claim_week') }}
    group by practice_id, packet_week, category

),

final as (

    select
        counted.practice_id,
        counted.packet_week,
        counted.category,
        actions.owner_role,
        owners.owner,
        actions.next_action,
        actions.act_by_on,
        counted.promised_claim_count,
        counted.closed_claim_count,
        counted.won_claim_count,
        counted.worked_claim_count,
        counted.untouched_claim_count,
        case
            when counted.untouched_claim_count = 0 then 'done'
            when counted.untouched_claim_count < counted.promised_claim_count then 'started'
            else 'not_done'
        end as promise_state
    from counted
    inner join {{ ref('rlp_category_action_week') }} as actions
        on
            counted.practice_id = actions.practice_id
            and counted.category = actions.category
            and counted.packet_week = actions.packet_week + 7
    left join {{ ref('dim_owners') }} as owners
        on
            actions.practice_id = owners.practice_id
            and actions.owner_role = owners.owner_role

)

select * from final
