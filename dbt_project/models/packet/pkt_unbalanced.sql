with

final as (

    select
        unbalanced.practice_id,
        unbalanced.packet_week,
        unbalanced.payer_id,
        coalesce(payers.name, unbalanced.payer_id) as payer,
        unbalanced.claim_count,
        unbalanced.difference_usd
    from {{ ref('rlp_unbalanced_week') }} as unbalanced
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)

)

select * from final
