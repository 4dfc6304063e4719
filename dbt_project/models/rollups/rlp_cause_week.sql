with

found as (

    select * from {{ ref('int_named_causes') }}

),

claims as (

    select
        practice_id,
        packet_week,
        cause_id,
        count(*) as claim_count,
        count(distinct answered_week) as weeks_seen,
        sum(likely_back_usd) as likely_back_usd
    from {{ ref('rlp_cause_claim_week') }}
    group by practice_id, packet_week, cause_id

),

-- what began or came in the same weeks anywhere, of which the cause has its share
events as (

    select
        practice_id,
        packet_week,
        category,
        count(*) as event_count
    from {{ ref('int_answered_lines') }}
    where is_event
    group by practice_id, packet_week, category

),

of_category as (

    select
        found.practice_id,
        found.packet_week,
        found.cause_id,
        sum(events.event_count) as event_count
    from found
    inner join events
        on
            found.practice_id = events.practice_id
            and found.category = events.category
            and found.since_on <= events.packet_week
            and found.packet_week >= events.packet_week
    group by found.practice_id, found.packet_week, found.cause_id

),

final as (

    select
        found.practice_id,
        found.packet_week,
        found.cause_id,
        found.cause_rank,
        found.category,
        found.payer_id,
        found.procedure_code,
        found.place_of_service,
        found.modifiers,
        found.rendering_npi,
        found.location_id,
        found.found_where,
        categories.label || ': ' || found.found_where as description,
        found.kind,
        found.since_on,
        cast(claims.claim_count as int) as claim_count,
        cast(claims.weeks_seen as int) as weeks_seen,
        found.event_count as episode_count,
        cast(of_category.event_count as int) as category_episode_count,
        found.expected_count,
        found.line_count,
        cast(found.event_count as double) / of_category.event_count as share,  -- noqa: RF04
        found.ratio_low,
        found.ratio_high,
        cast(coalesce(claims.likely_back_usd, 0) as decimal(18, 2)) as likely_back_usd,
        found.event_count || ' first denials of a client where '
        || cast({{ decimal_of('found.expected_count', 12, 1) }} as string) || ' are usual, '
        || cast({{ decimal_of('found.ratio_low', 12, 1) }} as string) || ' to '
        || cast({{ decimal_of('found.ratio_high', 12, 1) }} as string) || ' times' as evidence
    from found
    inner join claims using (practice_id, packet_week, cause_id)
    inner join of_category using (practice_id, packet_week, cause_id)
    inner join {{ ref('int_rules__categories') }} as categories using (practice_id, category)

)

select * from final
