with

final as (

    select
        odds.practice_id,
        odds.packet_week,
        odds.category,
        odds.payer_id,
        odds.won_count,
        odds.lost_count,
        odds.open_count,
        odds.odds_basis,
        odds.p_prior,
        odds.prior_rule_id,
        odds.p_recover,
        odds.p_low,
        odds.p_high
    from {{ ref('int_recovery_odds') }} as odds
    -- the running week is told by its denials: it is no week yet
    inner join {{ ref('dim_packet_weeks') }} using (practice_id, packet_week)

)

select * from final
