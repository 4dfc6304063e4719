with

lines as (

    select
        *,
        count(*) filter (where line_number > 0) over (
            partition by practice_id, adjudication_id
        ) as line_count
    from {{ ref('fct_adjudication_lines') }}

),

noise_events as (

    select * from {{ ref('int_noise_adjudications') }}

),

-- a reversal, pend, forward, estimate or "duplicate" answers nothing
answers as (

    select events.*
    from {{ ref('int_adjudication_events') }} as events
    anti join noise_events
        on
            events.practice_id = noise_events.practice_id
            and events.adjudication_id = noise_events.adjudication_id
    where events.outcome not in ('reversal', 'pended', 'forwarded', 'informational')

),

pairs as (

    select
        denials.practice_id,
        denials.adjudication_id,
        denials.line_number,
        denials.claim_number,
        lineage_id,
        denials.payer_id,
        receivable,
        denials.known_on as opened_on,
        answers.adjudication_id as answer_id,
        answers.event_turn as answer_turn,
        answers.reversed_on as answer_reversed_on,
        greatest(
            denials.known_on, answers.known_on,
            case when answers.claim_id <> denials.claim_id then answers.joined_on end,
            case when answers.claim_id <> denials.claim_id then denials.joined_on end
        ) as closed_on
    from {{ ref('int_denial_events') }} as denials
    inner join answers using (practice_id, lineage_id, receivable)
    where denials.event_turn < answers.event_turn

),

-- the same line by its control number, else by procedure and date, else by its place
matched as (

    select
        pairs.*,
        theirs.outcome as answer_outcome,
        theirs.paid_usd > 0 or theirs.allowed_usd > 0 or theirs.patient_share_usd > 0
            as is_answered_with_money
    from pairs
    inner join lines as ours using (practice_id, adjudication_id, line_number)
    inner join lines as theirs
        on pairs.practice_id = theirs.practice_id and pairs.answer_id = theirs.adjudication_id
    where {{ line_match_rank('ours', 'theirs') }} is not null
    qualify row_number() over (
        partition by
            pairs.practice_id, pairs.adjudication_id, pairs.line_number, pairs.answer_id
        order by
            {{ line_match_rank('ours', 'theirs') }},
            abs(ours.line_number - theirs.line_number), theirs.line_number
    ) = 1

),

final as (

    select
        *,
        answer_outcome in ('full_denial', 'partial_denial') as is_denied_again
    from matched
    where
        -- an answer that was already taken back when it came says nothing
        (answer_reversed_on is null or answer_reversed_on > closed_on)
        and (
            answer_outcome in ('full_denial', 'partial_denial')
            -- in the day's rate, which a sibling line was paid
            or answer_outcome = 'bundled'
            or (answer_outcome = 'not_denied' and is_answered_with_money)
        )

)

select * from final
