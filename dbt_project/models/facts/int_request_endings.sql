with

-- what ends the wait: the claim sent again, the payer's decision, the next word on it, or whoever
-- gives it up
final as (

    select
        practice_id,
        claim_id,
        known_on,
        cast(null as date) as listed_on,
        cast(null as string) as payer_id
    from {{ ref('fct_submissions') }}

    union all

    select
        practice_id,
        claim_id,
        known_on,
        null as listed_on,
        null as payer_id
    from {{ ref('int_adjudication_events') }}

    union all

    select
        practice_id,
        claim_id,
        known_on,
        null as listed_on,
        null as payer_id
    from {{ ref('fct_status_events') }}
    where outcome in ('information_requested', 'accepted', 'denied', 'paid')

    union all

    select
        practice_id,
        claim_id,
        from_on as known_on,
        listed_on,
        -- a row about the request speaks for it, any other for its own payer
        case when item_kind != 'request' then payer_id end as payer_id
    from {{ ref('int_answer_closings') }}

)

select * from final
