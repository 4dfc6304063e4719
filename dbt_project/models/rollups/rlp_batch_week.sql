{%- set batch = 'practice_id, packet_week, scope, payer_id, reason_id, next_action, owner_role' -%}
{%- set shared = [
    'practice_id', 'packet_week', 'covers_until', 'is_running', 'payer_id', 'reason_id', 'next_action',
    'owner_role', 'last_day_on', 'likely_whole_usd', 'expected_recovery_usd',
] -%}
with

claims as (

    select
        {{ shared | join(', ') }},
        'new' as scope,
        usual_whole_usd,
        expected_allowed_usd
    from {{ ref('rlp_denied_claim_week') }}
    where not is_running

    union all

    select
        {{ shared | join(', ') }},
        'open' as scope,
        0 as usual_whole_usd,
        0 as expected_allowed_usd
    from {{ ref('rlp_open_denial_week') }}

),

batches as (

    select
        {{ batch }}, covers_until, is_running,
        count(*) as claim_count,
        min(case when last_day_on >= {{ acts_on() }} then last_day_on end) as last_day_on,
        count(last_day_on) as limit_count,
        sum(usual_whole_usd) as usual_whole_usd,
        sum(likely_whole_usd) as likely_whole_usd,
        sum(expected_allowed_usd) as expected_allowed_usd,
        sum(expected_recovery_usd) as expected_recovery_usd
    from claims
    group by {{ batch }}, covers_until, is_running

),

timed as (

    -- the second claim of a batch needs less than the first
    select
        batches.*,
        practices.hourly_rate_usd,
        numbers.batch_least_minutes,
        round(reasons.effort_minutes * (
            1 + numbers.batch_minutes_share * (batches.claim_count - 1)
        ), 0) as minutes,
        {{ days_between(acts_on('batches'), 'batches.last_day_on') }} as days_left
    from batches
    inner join {{ ref('dim_denial_reasons') }} as reasons using (practice_id, reason_id)
    inner join {{ ref('dim_practices') }} as practices using (practice_id)
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

),

weighed as (

    select
        timed.*,
        case
            when timed.days_left is not null
                then (
                    select
                        min_by(urgency.weight, urgency.within_days)
                        filter (where urgency.weight is not null)
                    from {{ ref('int_rules__urgency_weights') }} as urgency
                    where
                        timed.practice_id = urgency.practice_id
                        and urgency.within_days >= timed.days_left
                )
            when timed.limit_count > 0 then 0  -- every limit has passed: review for write-off
            else 1  -- no limit known: no hurry
        end as urgency
    from timed

)

select
    {{ batch }},
    cast(claim_count as int) as claim_count,
    last_day_on,
    cast(usual_whole_usd as decimal(18, 2)) as usual_whole_usd,
    cast(round({{ decimal_of(
        'cast(expected_recovery_usd as double) / nullif(expected_allowed_usd, 0)', 9, 6
    ) }}, 2) as decimal(9, 6)) as chance,
    cast(likely_whole_usd as decimal(18, 2)) as likely_whole_usd,
    cast(minutes as int) as minutes,
    cast(urgency as decimal(9, 4)) as urgency,
    {{ decimal_of(
        'greatest(cast(expected_recovery_usd as double) - minutes * hourly_rate_usd / 60e0, 0)'
        ~ ' * urgency / greatest(minutes, batch_least_minutes)', 18, 6
    ) }} as score
from weighed
