with

numbered as (

    -- what comes back belongs to the sending before it
    select
        practice_id,
        claim_id,
        payer_id,
        turn,
        source,  -- noqa: RF04
        state,
        dated_on,
        known_on,
        cast(count(*) filter (where source = 'submission') over (
            partition by practice_id, claim_id, payer_id order by turn
            rows between unbounded preceding and current row
        ) as int) as sending_number
    from {{ ref('int_claim_reports') }}
    -- what people decided is no answer to a sending
    where source <> 'worklist'

),

final as (

    select
        practice_id,
        claim_id,
        payer_id,
        turn,
        source,
        dated_on,
        known_on,
        sending_number,
        -- that a void was taken in does not open the claim again
        source <> 'submission' and bool_or(source = 'submission' and state = 'closed') over (
            partition by practice_id, claim_id, payer_id, sending_number
        ) as is_about_void
    from numbered

)

select * from final
