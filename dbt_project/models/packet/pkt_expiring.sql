with

claims as (

    select * from {{ ref('rlp_expiring_claim_week') }}
    where not is_running

),

final as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.last_day_on,
        claims.days_left,
        claims.payer_id,
        coalesce(payers.name, claims.payer_id) as payer,
        claims.reason_id,
        words.reason_label,
        owners.owner_role,
        owners.label as owner_label,
        owners.owner,
        cast(count(*) as int) as claim_count,
        cast(sum(claims.likely_whole_usd) as decimal(18, 2)) as likely_back_usd
    from claims
    inner join {{ ref('dim_denial_reasons') }} as words using (practice_id, reason_id)
    inner join {{ ref('dim_owners') }} as owners using (practice_id, owner_role)
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    group by all

)

select * from final
