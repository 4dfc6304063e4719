with

-- the remark speaks first where it refines, then the reason, then the row for what gave neither
chosen as (

    select
        denials.*,
        remarks.rarc_code,
        coalesce(remarks.is_appealable, true) as is_appealable,
        coalesce(remarks.is_new_claim_wanted, false) as is_new_claim_wanted,
        coalesce(rarc_codes.refines_category, carc_codes.category, fallbacks.category) as category,
        coalesce(rarc_codes.rule_id, carc_codes.rule_id, fallbacks.rule_id) as rule_id,
        coalesce(nullif(rarc_codes.origin, ''), carc_codes.origin) as rule_origin,
        coalesce(nullif(rarc_codes.default_owner, ''), carc_codes.default_owner) as rule_owner,
        case
            when rarc_codes.default_owner <> '' then rarc_codes.rule_id
            when carc_codes.default_owner <> '' then carc_codes.rule_id
        end as rule_owner_id,
        coalesce(
            nullif(rarc_codes.preventable, '') = 'yes',
            carc_codes.preventable = 'yes',
            fallbacks.is_preventable
        ) as is_preventable,
        coalesce(carc_codes.bucket_default, fallbacks.default_bucket) as default_bucket,
        coalesce(
            nullif(nullif(rarc_codes.usual_action, ''), 'none'),
            carc_codes.usual_action,
            fallbacks.usual_action
        ) as usual_action
    from {{ ref('int_denial_carcs') }} as denials
    left join {{ ref('int_denial_rarcs') }} as remarks
        using (practice_id, adjudication_id, line_number)
    left join {{ ref('int_rules__carc_codes') }} as carc_codes
        on
            denials.practice_id = carc_codes.practice_id
            and denials.carc_code = carc_codes.carc_code
    left join {{ ref('int_rules__rarc_codes') }} as rarc_codes
        on
            denials.practice_id = rarc_codes.practice_id
            and remarks.refining_rarc_code = rarc_codes.rarc_code
            and carc_codes.carc_code is not null
    left join {{ ref('int_rules__denial_defaults') }} as fallbacks
        on
            denials.practice_id = fallbacks.practice_id
            and denials.decision = fallbacks.decision

),

final as (

    select
        chosen.practice_id,
        chosen.adjudication_id,
        chosen.line_number,
        chosen.decision,
        chosen.outcome,
        chosen.denied_usd,
        chosen.group_code,
        chosen.carc_code,
        chosen.rarc_code,
        chosen.is_noise_reason,
        coalesce(chosen.group_code = 'PR', false) as is_denied_to_patient,
        chosen.category,
        chosen.rule_id,
        coalesce(nullif(chosen.rule_origin, ''), categories.default_origin) as origin,
        chosen.is_preventable,
        chosen.default_bucket,
        coalesce(nullif(chosen.rule_owner, ''), categories.default_owner) as owner_role,
        coalesce(chosen.rule_owner_id, categories.rule_id) as owner_rule_id,
        chosen.usual_action,
        chosen.is_appealable,
        chosen.is_new_claim_wanted
    from chosen
    left join {{ ref('int_rules__categories') }} as categories
        on
            chosen.practice_id = categories.practice_id
            and chosen.category = categories.category

)

select * from final
