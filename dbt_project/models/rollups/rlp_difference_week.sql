with

counted as (

    select
        practice_id,
        packet_week,
        difference,
        count(*) as claim_count,
        sum(difference_usd) as difference_usd
    from {{ ref('rlp_difference_claim_week') }}
    group by practice_id, packet_week, difference

),

compared as (

    select
        practice_id,
        packet_week,
        max(known_on) as listed_on,
        sum(compared_count) as compared_count
    from {{ ref('rlp_compared_list_week') }}
    group by practice_id, packet_week

),

final as (

    select
        compared.practice_id,
        compared.packet_week,
        kinds.difference,
        compared.listed_on,
        cast(compared.compared_count as int) as compared_count,
        cast(coalesce(counted.claim_count, 0) as int) as claim_count,
        cast(coalesce(counted.difference_usd, 0) as decimal(18, 2)) as difference_usd
    from compared
    cross join {{ ref('difference_kinds') }} as kinds
    left join counted using (practice_id, packet_week, difference)

)

select * from final
