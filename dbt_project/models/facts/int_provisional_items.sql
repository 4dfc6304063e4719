with

-- the newest claim we sent to that payer, as known by then
submissions as (

    select
        provisional.practice_id,
        provisional.claim_id,
        provisional.payer_id,
        submissions.patient_token,
        submissions.payer_sequence,
        submissions.service_from_on,
        submissions.charge_usd
    from {{ ref('int_provisional_denials') }} as provisional
    inner join {{ ref('fct_submissions') }} as submissions
        using (practice_id, claim_id, payer_id)
    where submissions.known_on <= provisional.known_on
    qualify row_number() over (
        partition by provisional.practice_id, provisional.claim_id, provisional.payer_id
        order by submissions.known_on desc, submissions.submission_id asc
    ) = 1

),

final as (

    select
        provisional.practice_id,
        {{ surrogate_key([
            'provisional.practice_id', "'status_report'", 'provisional.claim_id',
            'provisional.payer_id'
        ]) }} as denial_id,
        cast(null as string) as adjudication_id,
        provisional.claim_id,
        provisional.claim_number,
        coalesce(lineages.lineage_id, provisional.claim_id) as lineage_id,
        submissions.patient_token,
        cast(0 as int) as line_number,
        cast(null as string) as line_control,
        provisional.payer_id,
        coalesce(submissions.payer_sequence, 'unknown') as payer_sequence,
        cast(null as string) as procedure_code,
        '' as modifiers,
        cast(1 as decimal(18, 2)) as units,
        coalesce(submissions.service_from_on, provisional.service_from_on) as service_on,
        cast(coalesce(submissions.charge_usd, provisional.charge_usd, 0) as decimal(18, 2))
            as charge_usd,
        cast(0 as decimal(18, 2)) as allowed_usd,
        provisional.status_on as remit_on,
        provisional.known_on as opened_on,
        ends.closed_on,
        ends.close_reason,
        ends.closed_by,
        'full' as denial_kind,
        cast(coalesce(submissions.charge_usd, provisional.charge_usd, 0) as decimal(18, 2))
            as denied_usd,
        cast(null as string) as group_code,
        cast(null as string) as carc_code,
        cast(null as string) as rarc_code,
        false as is_denied_to_patient,
        false as is_noise,
        numbers.denial_number,
        coalesce(provisional.category, fallbacks.category) as category,
        coalesce(provisional.rule_id, fallbacks.rule_id) as rule_id,
        categories.default_origin as origin,
        fallbacks.is_preventable,
        fallbacks.default_bucket,
        categories.default_owner as owner_role,
        categories.rule_id as owner_rule_id,
        fallbacks.usual_action,
        true as is_appealable,
        false as is_new_claim_wanted,
        true as is_balanced,
        provisional.transaction_digest,
        provisional.event_position as position,  -- noqa: RF04
        provisional.known_on,
        provisional.file_id,
        provisional.segment_number
    from {{ ref('int_provisional_denials') }} as provisional
    inner join {{ ref('int_provisional_numbers') }} as numbers
        using (practice_id, claim_id, payer_id)
    left join submissions using (practice_id, claim_id, payer_id)
    left join {{ ref('int_provisional_closings') }} as ends using (practice_id, claim_id, payer_id)
    inner join {{ ref('int_rules__denial_defaults') }} as fallbacks
        on
            provisional.practice_id = fallbacks.practice_id
            and fallbacks.decision = 'status_report'
    left join {{ ref('int_lineages') }} as lineages
        on
            provisional.practice_id = lineages.practice_id
            and provisional.claim_id = lineages.claim_id
            and provisional.known_on >= lineages.joined_on
    left join {{ ref('int_rules__categories') }} as categories
        on
            provisional.practice_id = categories.practice_id
            and coalesce(provisional.category, fallbacks.category) = categories.category

)

select * from final
