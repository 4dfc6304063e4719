with

causes as (

    select * from {{ ref('rlp_cause_week') }}

),

-- as far back as the packet counts what keeps coming: an older cause has no claim to show
recent as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.cause_id,
        claims.reason_id,
        count(distinct claims.claim_id) as claim_count
    from {{ ref('rlp_cause_claim_week') }} as claims
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    where
        claims.reason_id is not null
        and claims.answered_week > claims.packet_week
        - cast(7 * numbers.keeps_coming_window_weeks as int)
    group by claims.practice_id, claims.packet_week, claims.cause_id, claims.reason_id

),

-- a cause is told by the reason that most of its claims were denied for
foremost as (

    select * from recent
    qualify row_number() over (
        partition by practice_id, packet_week, cause_id
        order by claim_count desc, reason_id asc
    ) = 1

),

final as (

    -- of two causes told by one reason the clearer one
    select
        foremost.practice_id,
        foremost.packet_week,
        foremost.reason_id,
        foremost.cause_id,
        causes.kind,
        causes.since_on,
        causes.found_where,
        case
            when causes.payer_id is not null then 'from'
            when causes.procedure_code is not null then 'for'
            when causes.modifiers is not null then 'with'
            when causes.rendering_npi is not null and causes.place_of_service is null then 'by'
            else 'at'
        end as relation,
        causes.episode_count,
        causes.category_episode_count
    from foremost
    inner join causes using (practice_id, packet_week, cause_id)
    qualify row_number() over (
        partition by foremost.practice_id, foremost.packet_week, foremost.reason_id
        order by causes.cause_rank
    ) = 1

)

select * from final
