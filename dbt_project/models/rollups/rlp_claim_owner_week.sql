-- who has a claim in hand: whoever has something to do on it, else whoever waits
with

final as (

    select
        practice_id,
        packet_week,
        claim_id,
        owner_role,
        waits_as is null as has_work_item
    from {{ ref('rlp_assigned_item_week') }}
    qualify row_number() over (
        partition by practice_id, packet_week, claim_id
        order by waits_as is not null asc, act_by_on asc nulls last, item_id asc
    ) = 1

)

select * from final
