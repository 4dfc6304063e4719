with

denied as (

    select
        practice_id,
        packet_week,
        value as claim_count,
        avg(cast(value as double)) over (
            partition by practice_id order by packet_week
            range between interval 84 day preceding and interval 7 day preceding
        ) as usual_count
    from {{ ref('rlp_measure_week') }}
    where measure = 'claims_denied'

),

sized as (

    select
        *,
        cast(greatest(claim_count, coalesce(usual_count, 0)) as decimal(18, 6)) as typical_count
    from denied

),

final as (

    -- one quiet week does not make a group practice small
    select
        practice_id,
        packet_week,
        typical_count,
        case
            when typical_count < {{ threshold('min_claims_for_percentage') }} then 'solo'
            when typical_count < {{ packet_limit('large_week_claims') }} then 'group'
            else 'large'
        end as size
    from sized

)

select * from final
