with

labels as (

    select distinct
        practice_id,
        category,
        category_label,
        category_order
    from {{ ref('dim_denial_reasons') }}

),

final as (

    select
        actions.practice_id,
        actions.packet_week,
        actions.category,
        labels.category_label,
        cast(row_number() over (
            partition by actions.practice_id, actions.packet_week
            order by
                actions.claim_count desc, actions.likely_back_usd desc, labels.category_order asc
        ) as int) as category_rank,
        actions.preventable,
        actions.origin,
        actions.claim_count,
        actions.billed_usd,
        actions.likely_back_usd,
        owners.label as owner_label,
        owners.owner,
        actions.next_action,
        actions.act_by_on
    from {{ ref('rlp_category_action_week') }} as actions
    inner join labels using (practice_id, category)
    inner join {{ ref('dim_owners') }} as owners using (practice_id, owner_role)

)

select * from final
