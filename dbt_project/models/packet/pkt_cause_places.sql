with

foremost as (

    select * from {{ ref('int_foremost_places') }}

),

found as (

    select * from {{ ref('rlp_cause_reason_week') }}

),

final as (

    -- what the scan found is narrower, and counted since it began
    select
        practice_id,
        packet_week,
        reason_id,
        relation,
        found_where,
        episode_count as claim_count,
        category_episode_count as of_count,
        'clients' as counted
    from found

    union all

    select
        foremost.practice_id,
        foremost.packet_week,
        foremost.reason_id,
        foremost.relation,
        foremost.found_where,
        foremost.claim_count,
        foremost.of_count,
        'claims' as counted
    from foremost
    anti join found
        on
            foremost.practice_id = found.practice_id
            and foremost.packet_week = found.packet_week
            and foremost.reason_id = found.reason_id

)

select * from final
