{%- set keys = [
    'practice_id', 'packet_week', 'covers_until', 'is_running', 'claim_id', 'claim_number',
    'payer_id', 'owner_role', 'service_on',
] -%}
{%- set nothing = 'cast(null as string)' -%}
{%- set no_day = 'cast(null as date)' -%}
{%- set request = 'Send what the payer asks for, by its date' -%}
{#- kind, source, condition, then the columns that each kind has in its own way -#}
{%- set kinds = [
    (
        'denial', 'rlp_open_denial_week', 'true', 'claim_id',
        write_off_review('next_action', 'last_day_on', acts_on()),
        'likely_whole_usd', 'round(expected_allowed_usd, 0)', 'last_day_on', 'act_by_on',
        'reason_id', nothing, nothing, 'null',
    ),
    (
        'rejection', 'rlp_rejection_reason_week', 'is_open and waits_as is null', 'rejection_id', 'next_action',
        'likely_whole_usd', 'usual_whole_usd', 'last_day_on', 'act_by_on',
        nothing, 'what', 'reason_code', 'effort_minutes',
    ),
    (
        'request', 'rlp_waiting_week', "state = 'information_requested' and waits_as is null",
        "claim_id || ':' || payer_sequence", "'" ~ request ~ "'",
        'round(usual_usd, 0)', 'round(usual_usd, 0)', no_day, 'answer_by_on',
        nothing, "'Records asked for'", 'code', 'null',
    ),
    (
        'follow_up', 'rlp_follow_up_week', 'true', "claim_id || ':' || payer_sequence",
        'next_action', 'usual_whole_usd', 'usual_whole_usd', no_day, 'act_by_on',
        nothing, "'Next step planned on a list'", "''", 'null',
    ),
    (
        'untouched', 'rlp_untouched_claim_week', 'true', "claim_id || ':' || payer_sequence",
        unanswered_action(), 'likely_whole_usd', 'usual_whole_usd', 'last_day_on', no_day,
        nothing, "'No action for ' || threshold_days || ' days'", "''", 'null',
    ),
] -%}
with

final as (

    {% for kind, source_name, condition, item, action, likely, usual, last, act_by, reason, label,
        code, minutes in kinds %}
        select
            {{ keys | join(', ') }},
            '{{ kind }}' as item_kind,
            {{ item }} || ':' || coalesce(payer_id, '') as item_id,
            {{ action }} as next_action,
            cast({{ likely }} as decimal(18, 2)) as likely_whole_usd,
            cast({{ usual }} as decimal(18, 2)) as usual_whole_usd,
            {{ last }} as last_day_on,
            {{ act_by }} as act_by_on,
            {{ reason }} as reason_id,
            {{ label }} as reason_label,
            {{ code }} as reason_code,
            cast({{ minutes }} as int) as effort_minutes
        from {{ ref(source_name) }}
        where {{ condition }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
