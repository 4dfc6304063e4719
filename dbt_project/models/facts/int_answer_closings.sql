with

closings as (

    -- answers that end a claim's work: nobody asks the payer again
    select
        practice_id,
        claim_id,
        payer_id,
        item_kind,
        answer_id,
        closes_as,
        listed_on,
        touched_on,
        from_on
    from {{ ref('fct_worklist_answers') }}
    where is_standing and closes_as is not null

),

news as (

    select
        practice_id,
        claim_id,
        payer_id,
        known_on
    from {{ ref('fct_submissions') }}

    union all

    select
        practice_id,
        claim_id,
        payer_id,
        known_on
    from {{ ref('fct_status_events') }}
    where claim_id is not null

    union all

    select
        practice_id,
        claim_id,
        payer_id,
        known_on
    from {{ ref('fct_adjudications') }}

),

-- whoever answered had not seen what came between the list and its return: it is work still
overtaken as (

    select distinct
        closings.practice_id,
        closings.answer_id
    from closings
    inner join news
        on
            closings.practice_id = news.practice_id
            and closings.claim_id = news.claim_id
            and coalesce(closings.payer_id, 'unknown') = coalesce(news.payer_id, 'unknown')
    where news.known_on >= closings.listed_on and news.known_on <= closings.from_on

),

final as (

    select
        closings.*,
        overtaken.answer_id is not null as is_overtaken
    from closings
    left join overtaken using (practice_id, answer_id)

)

select * from final
