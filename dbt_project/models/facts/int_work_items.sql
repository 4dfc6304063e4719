{#- kind, source, key of the item, condition; a duplicate of a worked answer is nobody's work -#}
{%- set kinds = [
    ('denial', 'fct_denials', 'denial_id', 'not is_noise'),
    ('rejection', 'fct_rejections', 'rejection_id', 'true'),
    ('information_request', 'int_information_requests', 'item_id', 'true'),
    ('follow_up', 'int_follow_ups', 'item_id', 'true'),
] -%}
with

final as (

    {% for kind, source_name, item, condition in kinds %}
        select
            practice_id,
            {{ item }} as item_id,
            '{{ kind }}' as item_kind,
            claim_id,
            claim_number,
            payer_id,
            owner_role,
            next_action,
            act_by_on,
            owner_rule_id as assigned_by,
            opened_on as from_on,
            closed_on as to_on,
            known_on
        from {{ ref(source_name) }}
        where {{ condition }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
