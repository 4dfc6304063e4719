with

final as (

    -- accepted by the payer, and then no word
    select
        claims.practice_id,
        claims.packet_week,
        claims.claim_id,
        claims.payer_id,
        claims.payer_sequence,
        claims.from_on,
        cast(
            {{ wide_usd('claims.open_usd') }} * coalesce(ratios.allowed_ratio, 1) as decimal(18, 2)
        ) as usual_usd
    from {{ ref('rlp_open_claim_week') }} as claims
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    left join {{ ref('rlp_usual_ratio_week') }} as ratios
        on
            claims.practice_id = ratios.practice_id
            and claims.packet_week = ratios.packet_week
            and claims.payer_id = ratios.payer_id
    where
        not claims.is_running
        and claims.state = 'accepted'
        and {{ days_between('claims.from_on', 'claims.covers_until') }}
        >= numbers.silent_after_acceptance_days

)

select * from final
