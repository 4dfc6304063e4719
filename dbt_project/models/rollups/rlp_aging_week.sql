with

final as (

    select
        practice_id,
        packet_week,
        payer_id,
        bucket,
        cast(count(distinct claim_id) as int) as claim_count,
        cast(sum(open_usd) as decimal(18, 2)) as open_usd
    from {{ ref('rlp_aged_claim_week') }}
    group by practice_id, packet_week, payer_id, bucket

)

select * from final
