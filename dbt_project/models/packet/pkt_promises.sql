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
        promises.practice_id,
        promises.packet_week,
        promises.category,
        labels.category_label,
        cast(row_number() over (
            partition by promises.practice_id, promises.packet_week
            order by promises.promised_claim_count desc, labels.category_order asc
        ) as int) as promise_rank,
        owners.label as owner_label,
        owners.owner,
        promises.next_action,
        promises.act_by_on,
        promises.promised_claim_count,
        promises.closed_claim_count,
        promises.won_claim_count,
        promises.worked_claim_count,
        promises.untouched_claim_count,
        promises.promise_state
    from {{ ref('rlp_promise_week') }} as promises
    inner join labels using (practice_id, category)
    inner join {{ ref('dim_owners') }} as owners using (practice_id, owner_role)

)

select * from final
