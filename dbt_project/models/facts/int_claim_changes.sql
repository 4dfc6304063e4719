with

-- days on which something was sent, reported, decided, denied or taken back
changes as (

    select
        practice_id,
        claim_id,
        payer_id,
        known_on as day_on
    from {{ ref('int_claim_reports') }}

    union

    select
        practice_id,
        claim_id,
        payer_id,
        known_on as day_on
    from {{ ref('int_claim_answers') }}

    union

    select
        practice_id,
        claim_id,
        payer_id,
        reversed_on as day_on
    from {{ ref('int_claim_answers') }}

    union

    select
        practice_id,
        claim_id,
        payer_id,
        opened_on as day_on
    from {{ ref('int_denial_items') }}

    union

    select
        practice_id,
        claim_id,
        payer_id,
        closed_on as day_on
    from {{ ref('int_denial_items') }}

)

select * from changes
where day_on is not null
