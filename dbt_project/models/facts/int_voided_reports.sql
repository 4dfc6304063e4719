with

sendings as (

    select * from {{ ref('int_claim_sendings') }}

),

-- the sending that the payer called a duplicate
called as (

    select
        duplicates.practice_id,
        duplicates.claim_id,
        duplicates.payer_id,
        duplicates.known_on,
        duplicates.remit_on,
        coalesce(max(sendings.sending_number), 0) as sending_number
    from {{ ref('int_claim_duplicates') }} as duplicates
    left join sendings
        on
            duplicates.practice_id = sendings.practice_id
            and duplicates.claim_id = sendings.claim_id
            and duplicates.payer_id = sendings.payer_id
            and sendings.source = 'submission'
            and {{ sent_before('sendings', 'duplicates') }}
    group by
        duplicates.practice_id, duplicates.claim_id, duplicates.payer_id, duplicates.known_on,
        duplicates.remit_on

),

final as (

    -- it and all that was said of it; a report that comes later and is about a day before is too
    select
        sendings.practice_id,
        sendings.claim_id,
        sendings.payer_id,
        sendings.turn,
        min(greatest(called.known_on, sendings.known_on)) as voided_on
    from sendings
    inner join called using (practice_id, claim_id, payer_id)
    where
        sendings.sending_number >= called.sending_number
        and case
            when sendings.source = 'submission' then {{ sent_before('sendings', 'called') }}
            else
                sendings.known_on <= called.known_on or sendings.dated_on < called.remit_on
        end
    group by sendings.practice_id, sendings.claim_id, sendings.payer_id, sendings.turn

    union all

    select
        practice_id,
        claim_id,
        payer_id,
        turn,
        known_on as voided_on
    from sendings
    where is_about_void

)

select
    practice_id,
    claim_id,
    payer_id,
    turn,
    min(voided_on) as voided_on
from final
group by practice_id, claim_id, payer_id, turn
