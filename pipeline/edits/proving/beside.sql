-- What the edit is held against: by month of sending, claims denied in its category and claims
-- paid, whether it speaks of them or not.
with

answered as (

    select
        answers.claim_key,
        date_trunc('month', answers.sent_on) as month_on,
        coalesce(bool_or(denials.category = proposed.category), false) as is_denied_so,
        answers.outcome <> 'denied' as is_paid
    from claim_answers as answers
    inner join proposed on true
    left join claim_denials as denials using (claim_key)
    where
        answers.adjudication_id is not null
        and (proposed.since_on is null or answers.answered_on >= proposed.since_on)
    group by answers.claim_key, answers.sent_on, answers.outcome

)

select
    cast(month_on as date) as month_on,
    count(*) filter (where is_denied_so) as denied_count,
    count(*) filter (where is_paid) as paid_count
from answered
group by month_on
order by month_on
