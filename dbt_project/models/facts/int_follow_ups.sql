with

answers as (

    -- about an open claim that is nobody's denial, rejection or request: a day, a step or an owner
    select
        *,
        lead(from_on) over (
            partition by practice_id, claim_id, payer_id order by from_on, answer_turn
        ) as next_answer_on
    from {{ ref('fct_worklist_answers') }}
    where is_standing and item_kind in ('untouched', 'follow_up')

),

wanted as (

    select * from answers
    where
        closes_as is null
        and (next_step is not null or wait_until_on is not null or handed_to_role is not null)
        and (next_answer_on is null or next_answer_on > from_on)

),

-- whatever the payer says next, or the claim sent again, is news: the plan was made without it
changed as (

    select
        wanted.practice_id,
        wanted.answer_id,
        min(states.from_on) as changed_on
    from wanted
    inner join {{ ref('fct_claim_states') }} as states using (practice_id, claim_id, payer_id)
    where states.from_on > wanted.listed_on
    group by wanted.practice_id, wanted.answer_id

),

final as (

    select
        wanted.practice_id,
        wanted.answer_id as item_id,
        wanted.claim_id,
        wanted.claim_number,
        wanted.payer_id,
        coalesce(wanted.handed_to_role, wanted.owner_role, {{ unanswered_owner() }}) as owner_role,
        coalesce(wanted.step_label, {{ unanswered_action() }}) as next_action,
        wanted.wait_until_on as act_by_on,
        wanted.waits_as,
        wanted.wait_until_on,
        'worklist' as owner_rule_id,
        wanted.from_on as opened_on,
        least(wanted.next_answer_on, changed.changed_on) as closed_on,
        wanted.from_on as known_on
    from wanted
    left join changed using (practice_id, answer_id)
    -- overtaken before it came back: the news is the work
    where changed.changed_on is null or changed.changed_on > wanted.from_on

)

select * from final
