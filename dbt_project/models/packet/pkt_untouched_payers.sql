with

final as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.payer_id,
        coalesce(payers.name, claims.payer_id) as payer,
        claims.threshold_days,
        cast(count(distinct claims.claim_id) as int) as claim_count,
        cast(sum(claims.open_whole_usd) as decimal(18, 2)) as open_usd,
        max(claims.untouched_days) as oldest_days
    from {{ ref('rlp_open_claim_week') }} as claims
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    where not claims.is_running and claims.untouched_days >= claims.threshold_days
    group by all

)

select * from final
