with

final as (

    select
        practice_id,
        packet_week,
        origin,
        origin_order,
        claim_count,
        usual_claims,
        likely_back_usd
    from {{ ref('rlp_origin_week') }}

)

select * from final
