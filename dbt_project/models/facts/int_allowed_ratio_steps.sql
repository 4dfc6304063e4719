{% set window_days = "cast(" ~ threshold('expected_window_days') ~ " as int)" %}
with

-- '*' stands for the practice as a whole
scoped as (

    select
        *,
        payer_id as scope
    from {{ ref('int_allowed_evidence') }} as evidence

    union all

    select
        *,
        '*' as scope
    from {{ ref('int_allowed_evidence') }} as evidence

),

questions as (

    select distinct
        practice_id,
        payer_id as scope,
        payer_sequence,
        opened_on
    from {{ ref('int_denial_items') }} as items

    union

    select distinct
        practice_id,
        '*' as scope,
        payer_sequence,
        opened_on
    from {{ ref('int_denial_items') }} as items

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
        scope,
        payer_sequence,
        known_on + {{ window_days }} + 1,
        -allowed_usd,
        -charge_usd,
        false
    from scoped

    union all

    select
        practice_id,
        scope,
        payer_sequence,
        opened_on,
        cast(0 as decimal(18, 2)),
        cast(0 as decimal(18, 2)),
        true
    from questions

)

select * from final
