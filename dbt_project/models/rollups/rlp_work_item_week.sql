{%- set keys = 'practice_id, packet_week, covers_until, is_running, claim_id, claim_number, payer_id' -%}
with

denials as (

    select
        {{ keys }}, owner_role,
        case
            when last_day_on < covers_until then 'Every limit has passed: review for write-off'
            else next_action
        end as next_action, service_on, procedure_code, modifiers,
        likely_whole_usd, last_day_on, 'denial' as item_kind, reason_id,
        reasons.reason_label,
        {{ reason_code('items.group_code', 'reasons.carc_code', 'reasons.rarc_code') }}
            as reason_code,
        reasons.effort_minutes
    from {{ ref('rlp_open_denial_week') }} as items
    inner join {{ ref('dim_denial_reasons') }} as reasons using (practice_id, reason_id)

),

rejections as (

    select
        {{ keys }}, owner_role, next_action, service_on, cast(null as string) as procedure_code,
        cast(null as string) as modifiers, likely_whole_usd, last_day_on,
        'rejection' as item_kind, cast(null as string) as reason_id,
        what as reason_label, reason_code, effort_minutes
    from {{ ref('rlp_rejection_reason_week') }}
    where is_open

),

requests as (

    select
        {{ keys }}, owner_role, 'Send what the payer asks for, by its date' as next_action,
        service_on, cast(null as string) as procedure_code, cast(null as string) as modifiers,
        cast(round(usual_usd, 0) as decimal(12, 2)) as likely_whole_usd,
        answer_by_on as last_day_on, 'request' as item_kind, cast(null as string) as reason_id,
        'Records asked for' as reason_label, code as reason_code,
        {{ packet_limit('request_minutes') }} as effort_minutes
    from {{ ref('rlp_waiting_week') }}
    where state = 'information_requested'

),

untouched as (

    select
        {{ keys }}, owner_role, 'Ask the payer where the claim stands' as next_action,
        service_on, cast(null as string) as procedure_code, cast(null as string) as modifiers,
        usual_whole_usd as likely_whole_usd,
        cast(null as date) as last_day_on, 'untouched' as item_kind,
        cast(null as string) as reason_id,
        'No word and no action for ' || threshold_days || ' days' as reason_label,
        '' as reason_code, {{ packet_limit('status_call_minutes') }} as effort_minutes
    from {{ ref('rlp_untouched_claim_week') }}

),

items as (

    select * from denials
    union all
    select * from rejections
    union all
    select * from requests
    union all
    select * from untouched

),

final as (

    select
        {% for key in keys.split(', ') %}items.{{ key }}, {% endfor %}
        items.item_kind,
        items.reason_id,
        items.owner_role,
        items.next_action,
        items.service_on,
        coalesce(items.procedure_code, services.procedure_code) as procedure_code,
        coalesce(items.modifiers, services.modifiers) as modifiers,
        items.likely_whole_usd,
        items.last_day_on,
        items.reason_label,
        items.reason_code,
        cast(items.effort_minutes as int) as effort_minutes,
        protected.claim_id is not null as is_part2
    from items
    left join {{ ref('int_claim_services') }} as services
        on items.practice_id = services.practice_id and items.claim_id = services.claim_id
    left join {{ ref('int_part2_claims') }} as protected
        on items.practice_id = protected.practice_id and items.claim_id = protected.claim_id

)

select * from final
