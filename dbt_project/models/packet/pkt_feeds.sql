with

denied as (

    select
        weeks.practice_id,
        weeks.packet_week,
        claims.payer_id,
        count(*) as claim_count
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('rlp_denied_claim_week') }} as claims
        on
            weeks.practice_id = claims.practice_id
            and weeks.packet_week > claims.packet_week
            and claims.packet_week >= weeks.packet_week - 91
    group by weeks.practice_id, weeks.packet_week, claims.payer_id

),

shares as (

    select
        *,
        sum(claim_count) over (partition by practice_id, packet_week) as all_count
    from denied

),

final as (

    select
        feeds.practice_id,
        feeds.packet_week,
        feeds.payer_id,
        coalesce(payers.name, feeds.payer_id) as payer,
        feeds.file_count,
        feeds.last_received_on,
        feeds.is_late,
        {{ decimal_of('cast(shares.claim_count as double) / shares.all_count', 9, 6) }}
            as usual_share,
        owners.label as caller_role,
        owners.owner as caller
    from {{ ref('rlp_feed_week') }} as feeds
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    left join shares using (practice_id, packet_week, payer_id)
    inner join {{ ref('dim_owners') }} as owners
        on feeds.practice_id = owners.practice_id and owners.owner_role = 'claims_biller'
    where feeds.feed = 'remittance' and feeds.payer_id not in ('all', 'unidentified')

)

select * from final
