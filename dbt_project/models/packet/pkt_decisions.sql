with

final as (

    select
        decisions.practice_id,
        decisions.packet_week,
        decisions.decision_id,
        cast(row_number() over (
            partition by decisions.practice_id, decisions.packet_week
            order by decisions.decided_on asc, words.reason_label asc, decisions.decision_id asc
        ) as int) as decision_rank,
        words.reason_label,
        words.suggested_check,
        decisions.decided_on,
        decisions.decision_label,
        owners.label as owner_label,
        owners.owner,
        cast(owners.owner_order as int) as owner_order,
        decisions.due_on,
        decisions.state,
        decisions.is_settled,
        decisions.is_overdue,
        decisions.week_count,
        decisions.before_claim_count,
        decisions.since_claim_count
    from {{ ref('rlp_decision_week') }} as decisions
    inner join {{ ref('dim_denial_reasons') }} as words using (practice_id, reason_id)
    inner join {{ ref('dim_owners') }} as owners using (practice_id, owner_role)

)

select * from final
