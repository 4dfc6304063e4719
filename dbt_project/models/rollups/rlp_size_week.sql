with

denied as (

    select
        practice_id,
        packet_week,
        figure as weekly_claims,
        avg(cast(figure as double)) over (
            partition by practice_id order by packet_week
            range between interval 84 day preceding and interval 7 day preceding
        ) as usual_claims
    from {{ ref('rlp_measure_week') }}
    where measure = 'claims_denied'

),

sized as (

    select
        *,
        {{ decimal_of('greatest(weekly_claims, coalesce(usual_claims, 0))', 18, 6) }}
            as typical_claims
    from denied

),

final as (

    -- one quiet week does not make a group practice small
    select
        sized.practice_id,
        sized.packet_week,
        sized.typical_claims,
        case
            when sized.typical_claims < numbers.min_claims_for_percentage then 'solo'
            when sized.typical_claims < numbers.large_week_claims then 'group'
            else 'large'
        end as size
    from sized
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

)

select * from final
