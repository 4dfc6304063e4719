-- Claims that an edit would have spoken of, and what came of each: of the lines it speaks of, where
-- it speaks of lines.
with

spoken as (

    select distinct
        found.claim_key,
        found.line_number,
        lines.procedure_code,
        lines.service_on
    from found_by_edits as found
    semi join proposed on found.edit_id = proposed.edit_id
    left join lines
        on found.claim_key = lines.claim_key and found.line_number = lines.line_number

),

denied as (

    select
        denials.claim_key,
        denials.denial_id,
        denials.category = proposed.category as is_of_category,
        denials.expected_usd,
        denials.saved_usd
    from claim_denials as denials
    inner join proposed on true
    semi join spoken
        on
            denials.claim_key = spoken.claim_key
            and (
                spoken.line_number is null
                or denials.line_number = 0
                or (
                    coalesce(denials.procedure_code, spoken.procedure_code)
                    is not distinct from spoken.procedure_code
                    and coalesce(denials.service_on, spoken.service_on)
                    is not distinct from spoken.service_on
                )
            )

),

of_claims as (

    select
        claim_key,
        bool_or(is_of_category) as is_caught,
        sum(expected_usd) filter (where is_of_category) as expected_usd,
        sum(saved_usd) filter (where is_of_category) as saved_usd
    from denied
    group by all

)

select
    answers.claim_number,
    answers.client,
    answers.sent_on,
    answers.answered_on,
    case
        when answers.adjudication_id is null and answers.is_rejected then 'rejected'
        when answers.adjudication_id is null then 'unresolved'
        when of_claims.is_caught then 'caught'
        when of_claims.claim_key is not null or answers.outcome = 'denied' then 'denied_otherwise'
        else 'paid'
    end as outcome,
    cast(coalesce(of_claims.expected_usd, 0) as decimal(18, 2)) as expected_usd,
    cast(coalesce(of_claims.saved_usd, 0) as decimal(18, 6)) as saved_usd,
    cast(answers.paid_usd as decimal(18, 2)) as paid_usd
from claim_answers as answers
inner join proposed on true
left join of_claims using (claim_key)
semi join spoken using (claim_key)
where
    proposed.since_on is null
    or coalesce(answers.answered_on, answers.sent_on) >= proposed.since_on
order by answers.sent_on, answers.claim_number, answers.claim_key
