with

marked as (

    select
        *,
        coalesce(state != lag(state) over (
            partition by practice_id, item_key order by from_on, answer_turn
        ), true) as is_news
    from {{ ref('int_decision_turns') }}

),

dated as (

    select
        *,
        max(case when is_news then from_on end) over (
            partition by practice_id, item_key order by from_on, answer_turn
            rows between unbounded preceding and current row
        ) as state_on
    from marked

),

final as (

    select
        dated.practice_id,
        dated.item_key as decision_id,
        dated.reason_id,
        dated.decided_on,
        dated.decision,
        dated.decision_label,
        dated.owner_role,
        owners.owner,
        dated.due_on,
        dated.state,
        dated.state_on,
        dated.is_settled,
        dated.from_on,
        dated.next_on as to_on,
        dated.from_on as known_on
    from dated
    left join {{ ref('stg_settings__owners') }} as owners using (practice_id, owner_role)
    -- several answers of one day: the last one is how it stands
    where dated.next_on is null or dated.next_on > dated.from_on

)

select * from final
