with

items as (

    select * from {{ ref('int_denial_items') }}

),

payers as (

    select * from {{ ref('stg_settings__payers') }}

),

rules as (

    select * from {{ ref('int_rules__payer_deadlines') }}

),

limits as (

    select
        items.practice_id,
        items.denial_id,
        items.opened_on,
        rules.rule_id as limit_rule_id,
        -- an unprocessable claim goes again as a new one, inside the filing limit
        case
            when items.is_new_claim_wanted
                then case rules.filing_clock
                    when 'remit_on' then items.remit_on
                    else items.service_on
                end + rules.filing_days
            else items.remit_on + rules.corrected_days
        end as refile_by_on,
        case
            when items.is_appealable and not items.is_new_claim_wanted
                then case rules.dispute_clock
                    when 'service_on' then items.service_on
                    else items.remit_on
                end + rules.dispute_days
        end as appeal_by_on
    from items
    left join payers using (practice_id, payer_id)
    inner join rules
        on
            items.practice_id = rules.practice_id
            and coalesce(payers.deadline_rule_id, 'default') = rules.deadline_rule_id

),

final as (

    select
        limits.practice_id,
        limits.denial_id,
        limits.refile_by_on,
        limits.appeal_by_on,
        limits.limit_rule_id,
        greatest(
            limits.opened_on,
            least(
                soon.day_on,
                greatest(limits.refile_by_on, limits.appeal_by_on)
                - cast(numbers.deadline_safety_days as int)
            )
        ) as act_by_on
    from limits
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    {{ business_days_after('limits', 'opened_on', 'numbers.act_by_business_days') }}

)

select * from final
