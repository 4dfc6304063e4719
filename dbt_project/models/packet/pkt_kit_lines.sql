with

denials as (

    select * from {{ ref('fct_denials') }}

),

final as (

    select
        denials.practice_id,
        practices.name as practice_name,
        practices.is_invented,
        practices.as_of_on,
        denials.denial_id,
        denials.claim_id,
        denials.claim_number,
        denials.lineage_id,
        denials.payer_id,
        coalesce(payers.name, 'Payer not known') as payer,
        denials.payer_sequence,
        denials.line_number,
        denials.service_on,
        denials.procedure_code || coalesce(
            ' ' || nullif(replace(denials.modifiers, ':', ' '), ''), ''
        ) as service,
        denials.place_of_service,
        denials.charge_usd,
        denials.denied_usd,
        denials.remit_on,
        denials.opened_on,
        denials.closed_on,
        denials.close_reason,
        denials.category,
        reasons.category_label,
        reasons.category_order,
        reasons.reason_label,
        nullif(
            {{ reason_code('denials.group_code', 'denials.carc_code', 'denials.rarc_code') }}, ''
        ) as reason_code,
        denials.next_action,
        nullif(nullif(adjudications.payer_claim_number, ''), '0') as payer_claim_number,
        denials.refile_by_on,
        denials.appeal_by_on,
        limits.label as limit_label,
        limits.rule_id as limit_rule_id,
        limits.decided_on as limit_decided_on,
        -- of a practice's own rule it is the practice that is sure
        case
            when limits.rule_id not like 'home:%' then nullif(limits.confidence, 'n/a')
        end as limit_confidence,
        ways.route,
        ways.letter,
        ways.choice_rule_id,
        routes.label as route_label,
        routes.what_to_do,
        routes.ask,
        nullif(routes.frequency_code, '') as frequency_code,
        routes.is_number_wanted,
        routes.is_attaching,
        routes.is_other_payer as is_for_other_payer,
        routes.proof,
        signers.label as signer_label,
        signers.owner as signer,
        protected.claim_id is not null as is_part2
    from denials
    inner join {{ ref('int_denial_routes') }} as ways using (practice_id, denial_id)
    inner join {{ ref('int_rules__kit_routes') }} as routes
        on ways.practice_id = routes.practice_id and ways.route = routes.route
    inner join {{ ref('dim_owners') }} as signers
        on ways.practice_id = signers.practice_id and ways.signer_role = signers.owner_role
    inner join {{ ref('dim_practices') }} as practices
        on denials.practice_id = practices.practice_id
    left join {{ ref('dim_denial_reasons') }} as reasons
        on
            denials.practice_id = reasons.practice_id
            and denials.category = reasons.category
            and denials.carc_code is not distinct from reasons.carc_code
            and denials.rarc_code is not distinct from reasons.rarc_code
    left join {{ ref('fct_adjudications') }} as adjudications
        on
            denials.practice_id = adjudications.practice_id
            and denials.adjudication_id = adjudications.adjudication_id
    left join {{ ref('int_rules__payer_deadlines') }} as limits
        on denials.practice_id = limits.practice_id and denials.limit_rule_id = limits.rule_id
    left join {{ ref('dim_payers') }} as payers
        on denials.practice_id = payers.practice_id and denials.payer_id = payers.payer_id
    -- flagged anywhere is flagged here: a claim learnt to be protected was so before
    left join {{ ref('int_part2_claims') }} as protected
        on denials.practice_id = protected.practice_id and denials.claim_id = protected.claim_id
    -- a "duplicate" in answer to a resent claim is no loss; its own denial is worked
    where not denials.is_noise

)

select * from final
