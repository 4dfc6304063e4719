with

claims as (

    select * from {{ ref('rlp_aged_claim_week') }}

),

final as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.payer_id,
        coalesce(payers.name, claims.payer_id) as payer,
        claims.bucket,
        claims.bucket_order,
        cast(sum(claims.open_whole_usd) as decimal(18, 2)) as open_usd
    from claims
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    group by all

)

select * from final
