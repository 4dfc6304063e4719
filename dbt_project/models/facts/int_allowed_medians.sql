{% set key = 'practice_id, payer_id, payer_sequence, procedure_code, modifiers' %}
with

steps as (

    select * from {{ ref('int_allowed_steps') }}

),

standing as (

    select
        *,
        sum(step) over (
            partition by {{ key }}, unit_allowed_usd
            order by step_on
            range between unbounded preceding and current row
        ) as line_count
    from steps

),

ranked as (

    select
        {{ key }},
        step_on as opened_on,
        unit_allowed_usd,
        sum(line_count) over (partition by {{ key }}, step_on) as total_count,
        sum(line_count) over (
            partition by {{ key }}, step_on
            order by unit_allowed_usd
            rows between unbounded preceding and current row
        ) as running_count
    from standing
    where is_question and line_count > 0

),

final as (

    -- the middle line, or the mean of the two in the middle
    select
        {{ key }},
        opened_on,
        cast(max(total_count) as int) as line_count,
        cast(round((
            min(unit_allowed_usd) filter (where running_count * 2 >= total_count)
            + min(unit_allowed_usd) filter (where running_count * 2 >= total_count + 1)
        ) * 0.5, 2) as decimal(18, 2)) as unit_allowed_usd
    from ranked
    group by {{ key }}, opened_on

)

select * from final
