with

claims as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.reason_id,
        coalesce(payers.name, claims.payer_id) as payer,
        -- everybody reads this page: a location of a protected program is not named
        case
            when locations.is_part2 then null
            when claims.place_of_service in ('02', '10') then 'Telehealth'
            else locations.name
        end as place
    from {{ ref('rlp_denied_claim_week') }} as claims
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    left join {{ ref('dim_locations') }} as locations using (practice_id, location_id)
    where not claims.is_running

),

cells as (

    select
        practice_id,
        packet_week,
        reason_id,
        'from' as relation,
        payer as found_where
    from claims

    union all

    select
        practice_id,
        packet_week,
        reason_id,
        'at' as relation,
        place as found_where
    from claims

),

counted as (

    select
        practice_id,
        packet_week,
        reason_id,
        relation,
        found_where,
        count(*) as cell_count
    from cells
    group by practice_id, packet_week, reason_id, relation, found_where

),

final as (

    -- how narrow a cause is: its foremost payer and its foremost place, from two claims on
    select
        practice_id,
        packet_week,
        reason_id,
        relation,
        found_where,
        cast(cell_count as int) as claim_count,
        cast(sum(cell_count) over (
            partition by practice_id, packet_week, reason_id, relation
        ) as int) as of_count
    from counted
    qualify found_where is not null and cell_count >= 2 and row_number() over (
        partition by practice_id, packet_week, reason_id, relation
        order by cell_count desc, found_where asc nulls last
    ) = 1

)

select * from final
