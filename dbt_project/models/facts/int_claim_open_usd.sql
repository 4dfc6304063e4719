with

-- dollars denied and not yet answered on each day the claim changed; noise is no new loss
final as (

    select
        days.practice_id,
        days.claim_id,
        days.payer_id,
        days.day_on,
        cast(sum(items.denied_usd) as decimal(18, 2)) as denied_open_usd
    from {{ ref('int_claim_days') }} as days  -- noqa: RF04
    inner join {{ ref('int_denial_items') }} as items using (practice_id, claim_id, payer_id)
    where
        not items.is_noise
        and items.opened_on <= days.day_on
        and (items.closed_on is null or items.closed_on > days.day_on)
    group by days.practice_id, days.claim_id, days.payer_id, days.day_on

)

select * from final
