with

-- the day somebody set for the next step of an open claim has come
due as (

    select * from {{ ref('rlp_assigned_item_week') }}
    where item_kind = 'follow_up' and waits_as is null

),

final as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.covers_until,
        claims.is_running,
        claims.claim_id,
        claims.claim_number,
        claims.payer_id,
        claims.payer_sequence,
        claims.service_on,
        due.owner_role,
        due.next_action,
        due.act_by_on,
        cast(round(
            {{ wide_usd('claims.open_usd') }} * coalesce(ratios.allowed_ratio, 1), 0
        ) as decimal(18, 2)) as usual_whole_usd
    from {{ ref('rlp_open_claim_week') }} as claims
    inner join due using (practice_id, packet_week, claim_id, payer_id)
    left join {{ ref('rlp_usual_ratio_week') }} as ratios
        on
            claims.practice_id = ratios.practice_id
            and claims.packet_week = ratios.packet_week
            and claims.payer_id = ratios.payer_id

)

select * from final
