with

patterns as (

    select
        practice_id,
        packet_week,
        red_flag,
        entity_kind,
        entity_id,
        payer_id,
        min(opened_on) as first_seen_on,
        count(distinct claim_id) as claim_count,
        count(distinct rendering_npi) as clinician_count,
        sum(denied_usd) as denied_usd,
        sum(expected_recovery_usd) as expected_recovery_usd
    from {{ ref('rlp_red_flag_claim_week') }}
    group by practice_id, packet_week, red_flag, entity_kind, entity_id, payer_id

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
        case red_flag
            when 'accepted_then_silent'
                then
                    claim_count || ' claims accepted '
                    || cast(numbers.silent_after_acceptance_days as int)
                    || ' or more days ago, no answer'
            when 'rejected_for_enrollment' then claim_count || ' claims sent back, still open'
            when 'payer_wide'
                then claim_count || ' claims of ' || clinician_count || ' clinicians in 4 weeks'
            else claim_count || ' claims in 4 weeks'
        end as evidence
    from patterns
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    where
        claim_count >= numbers.credentialing_flag_claims
        and (
            red_flag != 'payer_wide'
            or clinician_count >= numbers.credentialing_flag_claims
        )

    union all

    select
        practice_id,
        packet_week,
        case entity_kind
            when 'clinician' then 'new_clinician_denied' else 'new_location_denied'
        end as red_flag,
        entity_kind,
        entity_id,
        payer_id,
        first_seen_on,
        denied_count as claim_count,
        denied_usd,
        expected_recovery_usd,
        denied_count || ' of ' || answered_count || ' claims denied' as evidence
    from {{ ref('rlp_new_entity_week') }}
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    where
        denied_count >= numbers.credentialing_flag_claims
        and denied_count >= answered_count * numbers.cluster_share

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
        cast(denied_usd as decimal(12, 2)) as denied_usd,
        cast(expected_recovery_usd as decimal(12, 2)) as expected_recovery_usd,
        evidence
    from seen
    -- claims of somebody new are told once
    qualify red_flag != 'credentialing_denials' or not bool_or(red_flag = 'new_clinician_denied')
        over (partition by practice_id, packet_week, entity_kind, entity_id, payer_id)

)

select * from final
