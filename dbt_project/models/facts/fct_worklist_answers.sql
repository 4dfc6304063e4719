with

answered as (

    select
        answers.*,
        work_keys.item_kind,
        work_keys.claim_id,
        work_keys.claim_number,
        work_keys.payer_id,
        actions.did_label,
        steps.step_label,
        actions.closes_as,
        actions.waits_as,
        coalesce(actions.is_last_day_met, false) as is_last_day_met,
        actions.follow_up_days,
        coalesce(actions.rule_id, steps.rule_id, 'worklist') as rule_id,
        -- a list of tomorrow is a clock that is wrong; nothing counts before it was printed
        greatest(answers.known_on, answers.listed_on) as from_on,
        -- without a day it was done on the day of the list at the earliest: nothing looks younger
        least(coalesce(answers.done_on, answers.listed_on), answers.known_on) as touched_on
    from {{ ref('stg_worklist__rows') }} as answers
    inner join {{ ref('int_work_keys') }} as work_keys using (practice_id, item_key)
    left join {{ ref('worklist_actions') }} as actions on answers.action = actions.action
    left join {{ ref('worklist_actions') }} as steps on answers.next_step = steps.action

),

ordered as (

    -- the later work wins; of one day the newer list, then the one that came back later
    select
        *,
        concat_ws(
            ':', touched_on, listed_on, known_on, file_id,
            lpad(cast(sheet_number as string), 4, '0'),
            lpad(cast(segment_number as string), 8, '0')
        ) as answer_turn
    from answered

),

final as (

    select
        practice_id,
        {{ surrogate_key(['practice_id', 'file_id', 'sheet_number', 'segment_number']) }}
            as answer_id,
        item_key,
        item_kind,
        claim_id,
        claim_number,
        payer_id,
        listed_on,
        owner_role,
        action,  -- noqa: RF04
        did_label,
        done_on,
        touched_on,
        next_step,
        step_label,
        next_step_on,
        handed_to_role,
        closes_as,
        waits_as,
        is_last_day_met,
        coalesce(next_step_on, case
            when waits_as is not null then touched_on + cast(follow_up_days as int)
        end) as wait_until_on,
        rule_id,
        from_on,
        answer_turn,
        -- what an older answer says that comes later is kept and changes nothing; an open claim is
        -- one matter, whether nobody had touched it or somebody had planned its next step
        answer_turn = max(answer_turn) over (
            partition by
                practice_id, claim_id, payer_id,
                case when item_kind = 'untouched' then 'follow_up' else item_kind end
            order by from_on
            range between unbounded preceding and current row
        ) as is_standing,
        known_on,
        file_id,
        sheet_number,
        segment_number
    from ordered

)

select * from final
