with

claims as (

    select * from {{ ref('rlp_open_claim_week') }}
    where not is_running and untouched_days >= threshold_days

),

final as (

    select
        practice_id,
        packet_week,
        payer_id,
        owner_role,
        threshold_days,
        cast(count(distinct claim_id) as int) as claim_count,
        cast(sum(open_usd) as decimal(18, 2)) as open_usd,
        max(untouched_days) as oldest_days
    from claims
    group by practice_id, packet_week, payer_id, owner_role, threshold_days

)

select * from final
