with

final as (

    select
        weeks.practice_id,
        weeks.packet_week,
        pairs.label,
        pairs.reason_code,
        pairs.is_take_back,
        pairs.payer_id,
        coalesce(payers.name, pairs.payer_id) as payer,
        pairs.remit_on,
        owners.label as owner_label,
        owners.owner,
        cast(count(*) as int) as pair_count,
        cast(round(sum(pairs.amount_usd), 0) as decimal(18, 2)) as amount_usd
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('fct_take_backs') }} as pairs
        on
            weeks.practice_id = pairs.practice_id
            and weeks.packet_week <= pairs.known_on
            and pairs.known_on < weeks.covers_until
            -- interest, incentives and the like are no take-backs and stand in the facts only
            and pairs.shown_as in ('take_back', 'carried_forward')
    inner join {{ ref('dim_owners') }} as owners
        on weeks.practice_id = owners.practice_id and owners.owner_role = 'payment_poster'
    left join {{ ref('dim_payers') }} as payers
        on pairs.practice_id = payers.practice_id and pairs.payer_id = payers.payer_id
    group by all

)

select * from final
