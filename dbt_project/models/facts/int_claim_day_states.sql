with

days as (

    select * from {{ ref('int_claim_days') }}

),

-- the newest decision among those known and not taken back by then
answers as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        answers.state,
        answers.is_answer,
        answers.claim_number,
        answers.payer_sequence,
        answers.charge_usd,
        answers.service_from_on,
        answers.remit_on,
        answers.known_on
    from days
    inner join {{ ref('int_claim_answers') }} as answers
        using (practice_id, claim_id, payer_id)
    where
        answers.known_on <= days.day_on
        and (answers.reversed_on is null or answers.reversed_on > days.day_on)
    qualify row_number() over (
        partition by days.practice_id, days.claim_id, days.payer_id, days.day_on
        order by answers.event_turn desc
    ) = 1

),

reports as (

    select * from {{ ref('int_claim_day_reports') }}

),

final as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        case
            when days.is_replaced then 'closed'
            -- only a decision after it was sent to another payer brings it back
            when
                days.moved_on is not null
                and (answers.known_on is null or answers.known_on <= days.moved_on)
                then 'closed'
            -- a report after the decision, and about a later day, is news
            when
                answers.state is not null
                and (
                    reports.known_on is null
                    or reports.dated_on < answers.remit_on
                    or case
                        when reports.source = 'submission'
                            then {{ sent_before('reports', 'answers') }}
                        else reports.known_on <= answers.known_on
                    end
                )
                then case
                    when
                        answers.state = 'forwarded'
                        and days.elsewhere_remit_on >= answers.remit_on
                        then 'closed'
                    else answers.state
                end
            else coalesce(reports.state, 'submitted')
        end as state,
        coalesce(answers.is_answer, false) as is_answered,
        answers.payer_sequence
    from days
    left join answers using (practice_id, claim_id, payer_id, day_on)
    left join reports using (practice_id, claim_id, payer_id, day_on)

)

select * from final
