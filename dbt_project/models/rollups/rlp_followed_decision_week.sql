with

weeks as (

    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.covers_until,
        cast(7 * numbers.decision_weeks as int) as followed_days
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

),

final as (

    -- how a decision of an earlier meeting stood at the end of the week; what was settled before
    -- the week has been told, and what is not done for too long is followed no more
    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.covers_until,
        decisions.decision_id,
        decisions.reason_id,
        decisions.decided_on,
        decisions.decision,
        decisions.decision_label,
        decisions.owner_role,
        decisions.owner,
        decisions.due_on,
        decisions.state,
        decisions.state_on,
        decisions.is_settled
    from weeks
    inner join {{ ref('fct_decisions') }} as decisions
        on
            weeks.practice_id = decisions.practice_id
            and weeks.packet_week >= decisions.decided_on
            and weeks.packet_week < decisions.decided_on + weeks.followed_days
            and weeks.covers_until > decisions.from_on
            and weeks.covers_until <= coalesce(decisions.to_on, weeks.covers_until)
    anti join {{ ref('fct_decisions') }} as settled
        on
            weeks.practice_id = settled.practice_id
            and decisions.decision_id = settled.decision_id
            and decisions.is_settled and settled.is_settled
            and weeks.packet_week > settled.from_on
            and weeks.packet_week <= coalesce(settled.to_on, weeks.packet_week)

)

select * from final
