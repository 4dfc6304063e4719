with

final as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.owner_role,
        owners.label as owner_label,
        owners.owner,
        cast(count(distinct claims.claim_id || claims.payer_id) as int) as claim_count,
        cast(sum(claims.open_whole_usd) as decimal(18, 2)) as open_usd,
        max(claims.untouched_days) as oldest_days
    from {{ ref('rlp_open_claim_week') }} as claims
    inner join {{ ref('dim_owners') }} as owners using (practice_id, owner_role)
    where not claims.is_running and claims.untouched_days >= claims.threshold_days
    group by all

)

select * from final
