{%- set unanswered = wide_usd('claims.open_usd') ~ ' * coalesce(ratios.allowed_ratio, 1)' -%}
with

-- what a claim's open denials are worth, and until when: they wait for an answer that does not come
denied as (

    select
        practice_id,
        packet_week,
        claim_id,
        payer_id,
        sum(coalesce(expected_recovery_usd, 0)) as likely_usd,
        sum(coalesce(expected_allowed_usd, 0)) as usual_usd,
        coalesce(
            min(last_day_on) filter (where last_day_on >= {{ acts_on() }}), max(last_day_on)
        ) as last_day_on
    from {{ ref('rlp_denial_week') }}
    where is_open
    group by practice_id, packet_week, claim_id, payer_id

),

final as (

    -- open, past the payer's limit, and nobody's piece of work yet
    select
        claims.practice_id,
        claims.packet_week,
        claims.covers_until,
        claims.is_running,
        claims.claim_id,
        claims.claim_number,
        claims.payer_id,
        claims.payer_sequence,
        claims.service_on,
        claims.owner_role,
        claims.threshold_days,
        denied.last_day_on,
        -- each rounded by itself: as one value both would have cents, and 511.498 were 512
        cast(coalesce(
            round(denied.likely_usd, 0), round({{ unanswered }}, 0)
        ) as decimal(18, 2)) as likely_whole_usd,
        cast(coalesce(
            round(denied.usual_usd, 0), round({{ unanswered }}, 0)
        ) as decimal(18, 2)) as usual_whole_usd
    from {{ ref('rlp_open_claim_week') }} as claims
    left join denied using (practice_id, packet_week, claim_id, payer_id)
    left join {{ ref('rlp_usual_ratio_week') }} as ratios
        on
            claims.practice_id = ratios.practice_id
            and claims.packet_week = ratios.packet_week
            and claims.payer_id = ratios.payer_id
    where not claims.has_work_item and claims.untouched_days >= claims.threshold_days

)

select * from final
