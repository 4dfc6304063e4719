{% set numbers = [
    'expiring_days', 'untouched_days_electronic', 'untouched_days_paper',
    'min_claims_for_percentage', 'signal_weeks', 'signal_range_factor', 'signal_count_factor',
    'signal_short_factor', 'keeps_coming_claims',
    'keeps_coming_weeks', 'keeps_coming_window_weeks', 'act_by_business_days',
    'deadline_safety_days', 'repeat_window_weeks', 'expected_min_lines', 'expected_window_days',
    'episode_weeks', 'trend_weeks', 'aging_over_days', 'feed_min_deliveries',
    'feed_late_min_days', 'new_clinician_days', 'credentialing_flag_claims',
    'silent_after_acceptance_days', 'feed_grace_days', 'batch_minutes_share',
    'batch_least_minutes', 'large_week_claims', 'cause_weeks', 'origin_weeks',
    'claim_lists_shred_days', 'status_call_minutes', 'request_minutes', 'cluster_share',
    'no_acceptance_business_days', 'concentration_weeks', 'concentration_claims', 'interval_width',
    'posting_days', 'list_speaks_days', 'decision_weeks', 'edit_before_weeks', 'edit_proof_weeks',
    'edit_stopped_share', 'edit_stopped_chance', 'edit_last_sent', 'edit_paid_share',
    'recovery_strength', 'recovery_cohort_weeks', 'recovery_half_life_weeks',
] %}
with

rows_of_rules as (

    select
        practice_id,
        name,
        value
    from {{ ref('int_rules__thresholds') }}

    union all

    select
        practice_id,
        name,
        value
    from {{ ref('int_rules__packet_limits') }}

),

final as (

    select
        {% for number in numbers %}
            max(case when name = '{{ number }}' then value end) as {{ number }},
        {% endfor %}
        practice_id
    from rows_of_rules
    group by practice_id

)

select * from final
