-- who has a claim at a payer in hand: whoever has something to do on it, else whoever waits; an
-- item without a payer, such as a batch sent back, is everybody's
with

final as (

    select
        practice_id,
        packet_week,
        claim_id,
        coalesce(payer_id, '') as payer_id,
        owner_role,
        waits_as,
        waits_as is null as has_work_item
    from {{ ref('rlp_assigned_item_week') }}
    qualify row_number() over (
        partition by practice_id, packet_week, claim_id, coalesce(payer_id, '')
        order by waits_as is not null asc, act_by_on asc nulls last, item_id asc
    ) = 1

)

select * from final
