-- answers that end a claim's work: nobody asks the payer again
with

final as (

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

)

select * from final
