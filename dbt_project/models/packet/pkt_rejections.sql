with

final as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.what,
        claims.stop_point,
        claims.reason_code,
        coalesce(payers.name, 'Clearinghouse') as payer,
        claims.next_action,
        owners.label as owner_label,
        owners.owner,
        cast(count(*) as int) as claim_count
    from {{ ref('rlp_rejection_reason_week') }} as claims
    inner join {{ ref('dim_owners') }} as owners using (practice_id, owner_role)
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    where claims.is_new and not claims.is_running
    group by all

)

select * from final
