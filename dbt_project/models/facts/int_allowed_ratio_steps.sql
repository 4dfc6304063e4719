with

-- '*' stands for the practice as a whole
scoped as (

    select
        *,
        payer_id as scope
    from {{ ref('int_allowed_evidence') }}

    union all

    select
        *,
        '*' as scope
    from {{ ref('int_allowed_evidence') }}

),

questions as (

    select distinct
        practice_id,
        payer_id as scope,
        payer_sequence,
        opened_on
    from {{ ref('int_denial_items') }}

    union

    select distinct
        practice_id,
        '*' as scope,
        payer_sequence,
        opened_on
    from {{ ref('int_denial_items') }}

),

final as (

    select
        practice_id,
        scope,
        payer_sequence,
        known_on as step_on,
        allowed_usd,
        charge_usd,
        false as is_question
    from scoped

    union all

    select
        practice_id,
        scoped.scope,
        scoped.payer_sequence,
        scoped.known_on + cast(numbers.expected_window_days as int) + 1 as step_on,
        -scoped.allowed_usd as allowed_usd,
        -scoped.charge_usd as charge_usd,
        false as is_question
    from scoped
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

    union all

    select
        practice_id,
        scope,
        payer_sequence,
        opened_on as step_on,
        cast(0 as decimal(18, 2)) as allowed_usd,
        cast(0 as decimal(18, 2)) as charge_usd,
        true as is_question
    from questions

)

select * from final
