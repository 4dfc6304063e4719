{% set by_roster = "('billed_before_effective', 'billed_after_ended', 'not_on_roster')" %}
with

patterns as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.red_flag,
        claims.entity_kind,
        claims.entity_id,
        claims.payer_id,
        min(claims.opened_on) as first_seen_on,
        count(distinct claims.claim_id) as claim_count,
        count(distinct claims.claim_id) filter (where claims.denied_usd > 0) as denied_count,
        count(distinct claims.rendering_npi) as clinician_count,
        sum(claims.denied_usd) as denied_usd,
        sum(claims.expected_recovery_usd) as expected_recovery_usd,
        max(numbers.credentialing_flag_claims) as least_claims,
        cast(max(numbers.silent_after_acceptance_days) as int) as silent_days
    from {{ ref('rlp_red_flag_claim_week') }} as claims
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    group by
        claims.practice_id, claims.packet_week, claims.red_flag, claims.entity_kind,
        claims.entity_id, claims.payer_id

),

seen as (

    select
        practice_id,
        packet_week,
        red_flag,
        entity_kind,
        entity_id,
        payer_id,
        first_seen_on,
        claim_count,
        denied_usd,
        expected_recovery_usd,
        {{ red_flag_evidence(by_roster) }} as evidence
    from patterns
    where
        -- two papers that disagree are no chance: one claim is enough
        (claim_count >= least_claims or red_flag in {{ by_roster }})
        and (red_flag != 'payer_wide' or clinician_count >= least_claims)

    union all

    select
        newcomers.practice_id,
        newcomers.packet_week,
        case newcomers.entity_kind
            when 'clinician' then 'new_clinician_denied' else 'new_location_denied'
        end as red_flag,
        newcomers.entity_kind,
        newcomers.entity_id,
        newcomers.payer_id,
        newcomers.first_seen_on,
        newcomers.denied_count as claim_count,
        newcomers.denied_usd,
        newcomers.expected_recovery_usd,
        newcomers.denied_count || ' of ' || newcomers.answered_count || ' claims denied' as evidence
    from {{ ref('rlp_new_entity_week') }} as newcomers
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    where
        newcomers.denied_count >= numbers.credentialing_flag_claims
        and newcomers.denied_count >= newcomers.answered_count * numbers.cluster_share

),

final as (

    select
        practice_id,
        packet_week,
        entity_kind,
        entity_id,
        payer_id,
        red_flag,
        first_seen_on,
        cast(claim_count as int) as claim_count,
        cast(denied_usd as decimal(18, 2)) as denied_usd,
        cast(expected_recovery_usd as decimal(18, 2)) as expected_recovery_usd,
        evidence
    from seen
    -- claims of somebody new are told once
    qualify red_flag != 'credentialing_denials' or not bool_or(red_flag = 'new_clinician_denied')
        over (partition by practice_id, packet_week, entity_kind, entity_id, payer_id)

)

select * from final
