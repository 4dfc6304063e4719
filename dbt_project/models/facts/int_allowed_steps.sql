{% set key = 'practice_id, payer_id, payer_sequence, procedure_code, modifiers' %}
with

evidence as (

    select * from {{ ref('int_allowed_evidence') }}
    where procedure_code is not null

),

-- the days on which somebody asks
questions as (

    select distinct
        {{ key }},
        opened_on
    from {{ ref('int_denial_items') }}
    where procedure_code is not null

),

amounts as (

    select distinct
        {{ key }},
        unit_allowed_usd
    from evidence

),

-- a line counts from the day it became known until the window has passed it
final as (

    select
        {{ key }},
        unit_allowed_usd,
        known_on as step_on,
        line_count as step,
        false as is_question
    from evidence

    union all

    select
        {{ key }},
        evidence.unit_allowed_usd,
        evidence.known_on + cast(numbers.expected_window_days as int) + 1 as step_on,
        -evidence.line_count as step,
        false as is_question
    from evidence
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

    union all

    select
        {{ key }},
        amounts.unit_allowed_usd,
        questions.opened_on as step_on,
        0 as step,
        true as is_question
    from questions
    inner join amounts using ({{ key }})

)

select * from final
