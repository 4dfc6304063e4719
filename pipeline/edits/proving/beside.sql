-- What the edit is held against: by month of sending, claims denied in its category and, of its
-- own payer and form, claims paid, whether it speaks of them or not.
with

answered as (

    select
        answers.claim_key,
        date_trunc('month', answers.sent_on) as month_on,
        coalesce(bool_or(denials.category = proposed.category), false) as is_denied_so,
        answers.outcome <> 'denied'
        and coalesce(proposed.payer_id, claims.payer_id) = claims.payer_id
        and proposed.form in ('both', claims.form) as is_paid
    from claim_answers as answers
    inner join proposed on true
    inner join claims using (claim_key)
    left join claim_denials as denials using (claim_key)
    where
        answers.adjudication_id is not null
        and (proposed.since_on is null or answers.answered_on >= proposed.since_on)
    group by all

)

select
    cast(month_on as date) as month_on,
    count(*) filter (where is_denied_so) as denied_count,
    count(*) filter (where is_paid) as paid_count
from answered
group by month_on
order by month_on
