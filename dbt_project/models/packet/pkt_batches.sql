with

final as (

    select
        batches.practice_id,
        batches.packet_week,
        cast(row_number() over (
            partition by batches.practice_id, batches.packet_week
            order by
                batches.score desc, batches.likely_whole_usd desc, batches.claim_count desc,
                batches.payer_id asc, batches.reason_id asc, batches.owner_role asc,
                batches.next_action asc nulls last
        ) as int) as batch_rank,
        batches.payer_id,
        coalesce(payers.name, batches.payer_id) as payer,
        batches.reason_id,
        words.reason_label,
        batches.next_action,
        batches.claim_count,
        batches.usual_whole_usd as usual_payment_usd,
        cast(coalesce(batches.chance, 0) as decimal(9, 6)) as chance,
        odds.odds_basis,
        cast(
            case when odds.odds_basis = 'category' then everywhere.won_count else odds.won_count
            end as int
        ) as odds_won_count,
        cast(
            case when odds.odds_basis = 'category' then everywhere.lost_count else odds.lost_count
            end as int
        ) as odds_lost_count,
        batches.likely_whole_usd as likely_back_usd,
        batches.minutes,
        batches.last_day_on,
        batches.urgency,
        batches.score,
        owners.label as owner_label,
        owners.owner
    from {{ ref('rlp_batch_week') }} as batches
    inner join {{ ref('dim_denial_reasons') }} as words using (practice_id, reason_id)
    inner join {{ ref('dim_owners') }} as owners using (practice_id, owner_role)
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    -- what was new in a week opened in it, so its odds are the week's
    left join {{ ref('rlp_recovery_week') }} as odds
        on
            batches.practice_id = odds.practice_id
            and batches.packet_week = odds.packet_week
            and words.category = odds.category
            and batches.payer_id = odds.payer_id
    left join {{ ref('rlp_recovery_week') }} as everywhere
        on
            batches.practice_id = everywhere.practice_id
            and batches.packet_week = everywhere.packet_week
            and words.category = everywhere.category
            and everywhere.payer_id = 'all'
    where batches.scope = 'new'

)

select * from final
