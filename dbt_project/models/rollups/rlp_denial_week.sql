with

told as (

    select
        work_days.packet_week,
        work_days.covers_until,
        work_days.is_running,
        -- what a status report announced in an earlier week was counted there (R2, R16)
        coalesce(denials.announced_on, denials.opened_on) >= work_days.packet_week as is_new,
        denials.closed_on is null or denials.closed_on >= work_days.covers_until as is_open,
        denials.*
    from {{ ref('dim_work_days') }} as work_days
    inner join {{ ref('fct_denials') }} as denials
        on
            work_days.practice_id = denials.practice_id
            and denials.opened_on < work_days.covers_until
            -- an answer "duplicate" to a resent claim is no new loss
            and not denials.is_noise
    where
        (
            coalesce(denials.announced_on, denials.opened_on) >= work_days.packet_week
            or coalesce(denials.closed_on, work_days.covers_until) >= work_days.covers_until
        )
        -- a provisional denial gives way to the remittance's own one
        and (
            coalesce(denials.close_reason, '') != 'replaced_by_remittance'
            or denials.closed_on >= work_days.covers_until
        )

),

assigned as (

    select
        practice_id,
        packet_week,
        item_id as denial_id,
        owner_role,
        next_action,
        act_by_on,
        is_last_day_met,
        waits_as
    from {{ ref('rlp_assigned_item_week') }}
    where item_kind = 'denial'

),

final as (

    select
        told.practice_id,
        told.packet_week,
        told.covers_until,
        told.is_running,
        told.is_new,
        told.is_open,
        assigned.waits_as,
        told.denial_id,
        told.claim_id,
        told.claim_number,
        told.patient_token,
        told.episode_number,
        told.line_number,
        told.payer_id,
        told.payer_sequence,
        told.procedure_code,
        told.modifiers,
        told.place_of_service,
        told.service_on,
        told.rendering_npi,
        told.location_id,
        told.opened_on,
        told.group_code,
        told.carc_code,
        told.rarc_code,
        told.category,
        told.rule_id,
        told.origin,
        told.is_preventable,
        told.is_repeat,
        told.is_denied_to_patient,
        told.is_balanced,
        told.default_bucket,
        coalesce(assigned.owner_role, told.owner_role) as owner_role,
        coalesce(assigned.next_action, told.next_action) as next_action,
        coalesce(assigned.act_by_on, told.act_by_on) as act_by_on,
        {{ unmet_last_day('told') }} as last_day_on,
        told.denied_usd,
        told.expected_allowed_usd,
        cast(
            {{ unless_past('told.expected_recovery_usd', unmet_last_day('told'), acts_on('told')) }}
            as decimal(18, 2)
        ) as expected_recovery_usd
    from told
    left join assigned using (practice_id, packet_week, denial_id)

)

select * from final
