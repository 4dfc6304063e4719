{%- set keys = [
    'practice_id', 'packet_week', 'covers_until', 'is_running', 'claim_id', 'claim_number',
    'payer_id', 'owner_role', 'service_on',
] -%}
{%- set nothing = 'cast(null as string)' -%}
{%- set request = 'Send what the payer asks for, by its date' -%}
{%- set call = 'Ask the payer where the claim stands' -%}
{#- kind, source, condition, then the columns that each kind has in its own way -#}
{%- set kinds = [
    (
        'denial', 'rlp_open_denial_week', 'true', 'claim_id',
        write_off_review('next_action', 'last_day_on', acts_on()),
        'likely_whole_usd', 'last_day_on', 'reason_id', nothing, nothing, 'null',
    ),
    (
        'rejection', 'rlp_rejection_reason_week', 'is_open', 'rejection_id', 'next_action',
        'likely_whole_usd', 'last_day_on', nothing, 'what', 'reason_code', 'effort_minutes',
    ),
    (
        'request', 'rlp_waiting_week', "state = 'information_requested'",
        "claim_id || ':' || payer_sequence", "'" ~ request ~ "'",
        'round(usual_usd, 0)', 'answer_by_on', nothing, "'Records asked for'", 'code',
        'null',
    ),
    (
        'untouched', 'rlp_untouched_claim_week', 'true', "claim_id || ':' || payer_sequence",
        "'" ~ call ~ "'", 'usual_whole_usd', 'last_day_on', nothing,
        "'No action for ' || threshold_days || ' days'", "''",
        'null',
    ),
] -%}
with

items as (

    {% for kind, source_name, condition, item, action, likely, last, reason, label, code, minutes
        in kinds %}
        select
            {{ keys | join(', ') }},
            '{{ kind }}' as item_kind,
            {{ item }} || ':' || coalesce(payer_id, '') as item_id,
            {{ action }} as next_action,
            cast({{ likely }} as decimal(18, 2)) as likely_whole_usd,
            {{ last }} as last_day_on,
            {{ reason }} as reason_id,
            {{ label }} as reason_label,
            {{ code }} as reason_code,
            cast({{ minutes }} as int) as effort_minutes
        from {{ ref(source_name) }}
        where {{ condition }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        {% for key in keys %}items.{{ key }},
        {% endfor %}
        items.item_kind,
        items.item_id,
        items.next_action,
        items.likely_whole_usd,
        items.last_day_on,
        items.reason_id,
        coalesce(items.reason_label, reasons.reason_label) as reason_label,
        coalesce(
            items.reason_code,
            {{ reason_code('denials.group_code', 'reasons.carc_code', 'reasons.rarc_code') }}
        ) as reason_code,
        coalesce(items.effort_minutes, reasons.effort_minutes, cast(case items.item_kind
            when 'request' then numbers.request_minutes
            when 'untouched' then numbers.status_call_minutes
        end as int)) as effort_minutes,
        coalesce(denials.procedure_code, services.procedure_code) as procedure_code,
        coalesce(denials.modifiers, services.modifiers) as modifiers,
        protected.claim_id is not null as is_part2
    from items
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
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
