with

final as (

    -- an original that comes later was not known then
    select
        weeks.practice_id,
        weeks.packet_week,
        cast(count(distinct claims.claim_id) filter (where claims.outcome != 'reversal') as int)
            as adjudicated_claim_count,
        cast(count(*) filter (
            where claims.outcome = 'reversal' and originals.adjudication_id is null
        ) as int) as unmatched_reversal_count
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('fct_adjudications') }} as claims
        on
            weeks.practice_id = claims.practice_id
            and weeks.packet_week <= claims.known_on
            and weeks.covers_until > claims.known_on
    left join {{ ref('fct_adjudications') }} as originals
        on
            claims.practice_id = originals.practice_id
            and claims.reverses = originals.adjudication_id
            and weeks.covers_until > originals.known_on
    group by weeks.practice_id, weeks.packet_week

)

select * from final
