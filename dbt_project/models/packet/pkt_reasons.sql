with

reasons as (

    select
        practice_id,
        packet_week,
        category,
        reason_id,
        min(group_code) as group_code,
        cast(count(*) as int) as claim_count,
        cast(sum(denied_whole_usd) as decimal(18, 2)) as billed_usd,
        cast(sum(likely_whole_usd) as decimal(18, 2)) as likely_back_usd
    from {{ ref('rlp_denied_claim_week') }}
    where not is_running
    group by practice_id, packet_week, category, reason_id

),

final as (

    select
        reasons.practice_id,
        reasons.packet_week,
        reasons.category,
        reasons.reason_id,
        cast(row_number() over (
            partition by reasons.practice_id, reasons.packet_week
            order by
                reasons.claim_count desc, reasons.likely_back_usd desc, reasons.billed_usd desc,
                reasons.reason_id asc
        ) as int) as reason_rank,
        words.reason_label,
        {{ reason_code('reasons.group_code', 'words.carc_code', 'words.rarc_code') }}
            as reason_code,
        reasons.claim_count,
        reasons.billed_usd,
        reasons.likely_back_usd
    from reasons
    inner join {{ ref('dim_denial_reasons') }} as words using (practice_id, reason_id)

)

select * from final
