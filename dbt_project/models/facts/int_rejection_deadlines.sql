with

reports as (

    select * from {{ ref('int_rejection_reports') }}

),

events as (

    select * from {{ ref('fct_status_events') }}

),

payers as (

    select * from {{ ref('stg_settings__payers') }}

),

rules as (

    select * from {{ ref('int_rules__payer_deadlines') }}

),

limits as (

    -- nobody at the payer has decided anything, so the filing limit still runs from the service
    select
        reports.practice_id,
        reports.status_event_id,
        reports.known_on,
        reports.service_from_on + rules.filing_days as refile_by_on,
        rules.rule_id as limit_rule_id
    from reports
    inner join events using (practice_id, status_event_id)
    left join payers
        on events.practice_id = payers.practice_id and events.payer_id = payers.payer_id
    inner join rules
        on
            reports.practice_id = rules.practice_id
            and coalesce(payers.deadline_rule_id, 'default') = rules.deadline_rule_id

),

final as (

    select
        limits.practice_id,
        limits.status_event_id,
        limits.refile_by_on,
        limits.limit_rule_id,
        -- without a day of service, five business days alone
        greatest(
            limits.known_on,
            least(soon.day_on, limits.refile_by_on - cast(numbers.deadline_safety_days as int))
        ) as act_by_on
    from limits
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    {{ business_days_after('limits', 'known_on', 'numbers.act_by_business_days') }}

)

select * from final
