with

rejections as (

    select * from {{ ref('rlp_rejection_week') }}

),

words as (

    select
        practice_id,
        rule_id,
        split_part(short_label, ' (', 1) as wording
    from {{ ref('int_rules__claim_status_codes') }}

    union all

    -- a batch's own answer: nothing in it was read
    select
        practice_id,
        rule_id,
        'File sent back: ' || label as wording
    from {{ ref('int_rules__acknowledgement_codes') }}

),

{% set last_day_on = 'rejections.service_on + cast(deadlines.filing_days as int)' %}
{% set likely_usd = wide_usd('rejections.charge_usd')
    ~ ' * round(coalesce(ratios.allowed_ratio, 1) * priors.p_recover_default, 9)' %}
final as (

    select
        rejections.practice_id,
        rejections.packet_week,
        rejections.covers_until,
        rejections.is_running,
        rejections.is_new,
        rejections.is_open,
        rejections.waits_as,
        rejections.rejection_id,
        rejections.claim_id,
        rejections.claim_number,
        rejections.payer_id,
        rejections.opened_on,
        rejections.category,
        rejections.service_on,
        rejections.owner_role,
        {{ write_off_review('rejections.next_action', last_day_on, acts_on('rejections')) }}
            as next_action,
        -- 'Entity not on file' of a rendering clinician: 'Rendering clinician not on file'
        coalesce(
            replace(words.wording, 'Entity', coalesce(entities.label, 'Party')), categories.label
        ) as what,
        case
            when rejections.source in ('999', 'TA1') then 'File check' else 'Payer front door'
        end as stop_point,
        case
            when rejections.source in ('999', 'TA1') then replace(rejections.codes, ':', ' ')
            else rejections.source || ' ' || replace(rejections.codes, ':', ' : ')
        end as reason_code,
        priors.effort_minutes,
        -- the filing clock runs on from the visit
        {{ last_day_on }} as last_day_on,
        cast(
            round({{ unless_past(likely_usd, last_day_on, acts_on('rejections')) }}, 0)
            as decimal(18, 2)
        ) as likely_whole_usd,
        cast(round(
            {{ wide_usd('rejections.charge_usd') }} * coalesce(ratios.allowed_ratio, 1), 0
        ) as decimal(18, 2)) as usual_whole_usd,
        rejections.act_by_on
    from rejections
    left join words
        on rejections.practice_id = words.practice_id and rejections.rule_id = words.rule_id
    left join {{ ref('entity_codes') }} as entities
        on rejections.entity_code = entities.entity_code
    left join {{ ref('int_rules__categories') }} as categories
        on
            rejections.practice_id = categories.practice_id
            and rejections.category = categories.category
    left join {{ ref('int_rules__recovery_priors') }} as priors
        on rejections.practice_id = priors.practice_id and rejections.category = priors.category
    left join {{ ref('dim_payers') }} as payers
        on rejections.practice_id = payers.practice_id and rejections.payer_id = payers.payer_id
    left join {{ ref('int_rules__payer_deadlines') }} as deadlines
        on
            payers.practice_id = deadlines.practice_id
            and payers.deadline_rule_id = deadlines.deadline_rule_id
    left join {{ ref('rlp_usual_ratio_week') }} as ratios
        on
            rejections.practice_id = ratios.practice_id
            and rejections.packet_week = ratios.packet_week
            and rejections.payer_id = ratios.payer_id

)

select * from final
