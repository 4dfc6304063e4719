with

lines as (

    select * from {{ ref('rlp_denial_week') }}
    where is_new and not is_running

),

weeks as (

    select * from {{ ref('dim_packet_weeks') }}

),

counted as (

    select
        weeks.practice_id,
        weeks.packet_week,
        lines.category,
        lines.payer_id,
        lines.origin,
        min(lines.packet_week) as since_on,
        count(distinct lines.claim_id) as claim_count,
        count(distinct lines.packet_week) as weeks_seen,
        -- a claim denied once more, under its own or another number, does not come anew
        count(distinct lines.packet_week) filter (where not lines.is_repeat) as weeks_begun,
        count(distinct lines.claim_id) filter (where not lines.is_repeat) as claims_begun,
        count(distinct coalesce(lines.patient_token, lines.claim_id) || ':' || coalesce(
            cast(lines.episode_number as string), ''
        )) as episode_count
    from weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join lines
        on
            weeks.practice_id = lines.practice_id
            and weeks.packet_week >= lines.packet_week
            and lines.packet_week > weeks.packet_week
            - cast(7 * numbers.keeps_coming_window_weeks as int)
    group by
        weeks.practice_id, weeks.packet_week, lines.category, lines.payer_id, lines.origin

),

named as (

    select
        counted.*,
        numbers.keeps_coming_claims,
        numbers.keeps_coming_weeks,
        categories.label || ' at ' || coalesce(payers.name, counted.payer_id) as description,
        sum(counted.claim_count) over (
            partition by counted.practice_id, counted.packet_week, counted.category
        ) as category_claim_count
    from counted
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    left join {{ ref('int_rules__categories') }} as categories
        on
            counted.practice_id = categories.practice_id
            and counted.category = categories.category
    left join {{ ref('dim_payers') }} as payers
        on counted.practice_id = payers.practice_id and counted.payer_id = payers.payer_id

),

final as (

    select
        practice_id,
        packet_week,
        {{ surrogate_key(['practice_id', 'category', 'payer_id', 'origin']) }} as pattern_id,
        category,
        payer_id,
        origin,
        description,
        since_on,
        cast(claim_count as int) as claim_count,
        cast(weeks_seen as int) as weeks_seen,
        cast(episode_count as int) as episode_count,
        cast(claim_count as double) / category_claim_count as share,  -- noqa: RF04
        claim_count || case when claim_count = 1 then ' claim in ' else ' claims in ' end
        || weeks_seen || ' of the last 4 weeks' as evidence
    from named
    where
        claims_begun >= keeps_coming_claims
        or weeks_begun >= keeps_coming_weeks

)

select * from final
