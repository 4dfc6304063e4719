with

final as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.reason_id,
        claims.payer_id,
        coalesce(payers.name, claims.payer_id) as payer,
        cast(count(*) as int) as claim_count
    from {{ ref('rlp_denied_claim_week') }} as claims
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    where not claims.is_running
    group by
        claims.practice_id, claims.packet_week, claims.reason_id, claims.payer_id, payers.name

)

select * from final
