with

provisional as (

    select * from {{ ref('int_provisional_denials') }}

),

candidates as (

    select
        practice_id,
        claim_id,
        payer_id,
        replaced_on as closed_on,
        'replaced_by_remittance' as close_reason,
        cast(null as string) as closed_by,
        0 as precedence
    from provisional
    where replaced_on is not null

    union all

    -- what stood on the list when somebody gave it up
    select
        provisional.practice_id,
        provisional.claim_id,
        provisional.payer_id,
        answers.from_on as closed_on,
        answers.closes_as as close_reason,
        answers.answer_id as closed_by,
        1 as precedence
    from provisional
    inner join {{ ref('int_answer_closings') }} as answers using (practice_id, claim_id)
    where
        provisional.known_on < answers.listed_on
        and (answers.item_kind = 'denial' or answers.payer_id = provisional.payer_id)

),

final as (

    select
        practice_id,
        claim_id,
        payer_id,
        closed_on,
        close_reason,
        closed_by
    from candidates
    qualify row_number() over (
        partition by practice_id, claim_id, payer_id
        order by closed_on, precedence, closed_by nulls first
    ) = 1

)

select * from final
