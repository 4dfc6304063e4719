with

expected as (

    select * from {{ ref('int_expected_allowed') }}

),

final as (

    select
        items.practice_id,
        items.denial_id,
        items.adjudication_id,
        items.claim_id,
        items.claim_number,
        items.lineage_id,
        items.patient_token,
        episodes.episode_number,
        episodes.is_episode_start,
        items.line_number,
        items.payer_id,
        items.payer_sequence,
        coalesce(context.procedure_code, items.procedure_code) as procedure_code,
        case when context.has_line then context.modifiers else items.modifiers end as modifiers,
        coalesce(context.place_of_service, renderers.place_of_service) as place_of_service,
        coalesce(items.service_on, context.service_on) as service_on,
        coalesce(context.rendering_npi, renderers.rendering_npi) as rendering_npi,
        context.location_id,
        items.remit_on,
        items.opened_on,
        -- told by a status report before the remittance came
        announced.known_on as announced_on,
        items.closed_on,
        items.close_reason,
        items.closed_by,
        items.denial_kind,
        items.is_denied_to_patient,
        items.is_noise,
        items.denial_number,
        items.denial_number > 1 as is_repeat,
        items.group_code,
        items.carc_code,
        items.rarc_code,
        items.category,
        items.rule_id,
        items.origin,
        items.is_preventable,
        items.default_bucket,
        items.owner_role,
        items.owner_rule_id,
        actions.next_action,
        items.usual_action,
        actions.rule_id as action_rule_id,
        deadlines.act_by_on,
        deadlines.refile_by_on,
        deadlines.appeal_by_on,
        deadlines.limit_rule_id,
        cast(items.charge_usd as decimal(18, 2)) as charge_usd,
        items.denied_usd,
        expected.expected_allowed_usd,
        expected.expected_allowed_basis,
        odds.p_recover,
        odds.p_low as p_recover_low,
        odds.p_high as p_recover_high,
        odds.odds_basis,
        odds.odds_won_count,
        odds.odds_lost_count,
        odds.prior_rule_id,
        cast(round(
            {{ wide_usd('expected.expected_allowed_usd') }} * odds.p_recover, 2
        ) as decimal(18, 2)) as expected_recovery_usd,
        items.is_balanced,
        items.known_on,
        items.file_id,
        items.segment_number
    from {{ ref('int_denial_items') }} as items
    inner join {{ ref('int_denial_episodes') }} as episodes using (practice_id, denial_id)
    left join {{ ref('int_denial_context') }} as context using (practice_id, denial_id)
    left join {{ ref('int_remittance_renderers') }} as renderers
        using (practice_id, adjudication_id, line_number)
    left join {{ ref('int_denial_deadlines') }} as deadlines using (practice_id, denial_id)
    left join expected using (practice_id, denial_id)
    left join {{ ref('int_rules__next_actions') }} as actions
        using (practice_id, category, usual_action)
    left join {{ ref('int_denial_odds') }} as odds using (practice_id, denial_id)
    left join {{ ref('int_provisional_denials') }} as announced
        on
            items.practice_id = announced.practice_id
            and items.claim_id = announced.claim_id
            and items.payer_id = announced.payer_id
            and case when items.adjudication_id is not null then items.opened_on end
            = announced.replaced_on

)

select * from final
