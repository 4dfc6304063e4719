with

items as (

    select
        *,
        {{ work_key(['practice_id', 'item_kind', 'claim_id', 'payer_id']) }} as item_key,
        {{ days_between(acts_on(), 'last_day_on') }} as days_left
    from {{ ref('rlp_work_source_week') }}

),

placed as (

    -- a last day decides the part before the kind does
    select
        items.*,
        numbers.request_minutes,
        numbers.status_call_minutes,
        case
            when items.days_left < 0 then 'past'
            when items.days_left <= numbers.expiring_days then 'expiring'
            else parts.work_part
        end as work_part
    from items
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join {{ ref('work_parts') }} as parts using (item_kind)

),

final as (

    select
        items.practice_id,
        items.packet_week,
        items.covers_until,
        items.is_running,
        items.claim_id,
        items.claim_number,
        items.payer_id,
        items.owner_role,
        items.service_on,
        items.item_kind,
        items.item_id,
        items.item_key,
        items.work_part,
        items.next_action,
        items.likely_whole_usd,
        items.usual_whole_usd,
        items.last_day_on,
        items.act_by_on,
        items.reason_id,
        coalesce(items.reason_label, reasons.reason_label) as reason_label,
        coalesce(
            items.reason_code,
            {{ reason_code('denials.group_code', 'reasons.carc_code', 'reasons.rarc_code') }}
        ) as reason_code,
        coalesce(items.effort_minutes, reasons.effort_minutes, cast(case items.item_kind
            when 'request' then items.request_minutes
            when 'follow_up' then items.status_call_minutes
            when 'untouched' then items.status_call_minutes
        end as int)) as effort_minutes,
        denials.denial_id,
        coalesce(denials.procedure_code, services.procedure_code) as procedure_code,
        coalesce(denials.modifiers, services.modifiers) as modifiers,
        protected.claim_id is not null as is_part2
    from placed as items
    left join {{ ref('rlp_open_denial_week') }} as denials
        on
            items.practice_id = denials.practice_id and items.packet_week = denials.packet_week
            -- one equality: a condition on the left side alone would join row by row
            and case when items.item_kind = 'denial' then items.claim_id end = denials.claim_id
    left join {{ ref('dim_denial_reasons') }} as reasons
        on items.practice_id = reasons.practice_id and items.reason_id = reasons.reason_id
    left join {{ ref('int_claim_services') }} as services
        on
            items.practice_id = services.practice_id and items.claim_id = services.claim_id
            and items.covers_until > services.known_on
    left join {{ ref('int_part2_claims') }} as protected
        on
            items.practice_id = protected.practice_id and items.claim_id = protected.claim_id
            and items.covers_until > protected.known_on

)

select * from final
