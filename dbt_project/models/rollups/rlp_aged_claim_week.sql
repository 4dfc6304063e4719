with

claims as (

    select * from {{ ref('rlp_open_claim_week') }}
    where not is_running

),

final as (

    -- a visit that lies ahead of the week's end is in the first bucket
    select
        claims.practice_id,
        claims.packet_week,
        claims.payer_id,
        claims.payer_sequence,
        claims.claim_id,
        buckets.aging_bucket as bucket,
        cast(buckets.display_order as int) as bucket_order,
        claims.open_usd,
        claims.open_whole_usd
    from claims
    inner join {{ ref('aging_buckets') }} as buckets
        on
            greatest(coalesce(claims.age_days, 0), 0) >= buckets.from_days
            and (
                buckets.to_days is null
                or greatest(coalesce(claims.age_days, 0), 0) <= buckets.to_days
            )

)

select * from final
