with

final as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.state,
        claims.code,
        coalesce(payers.name, claims.payer_id) as payer,
        owners.label as owner_label,
        owners.owner,
        cast(count(*) as int) as claim_count,
        cast(round(sum(claims.usual_usd), 0) as decimal(18, 2)) as usual_payment_usd,
        max(claims.days_in_state) as oldest_days,
        min(claims.answer_by_on) as answer_by_on
    from {{ ref('rlp_waiting_week') }} as claims
    inner join {{ ref('dim_owners') }} as owners using (practice_id, owner_role)
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    where not claims.is_running
    group by all

)

select * from final
