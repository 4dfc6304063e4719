{%- set shares = [
    ('initial_denial_rate', 'rlp_first_answer_week', 'case when is_denied then 1 else 0 end', '1'),
    ('first_pass_rate', 'rlp_first_answer_week', 'case when is_settled then 1 else 0 end', '1'),
    ('recurring_share', 'rlp_recurring_denial_week', 'case when is_recurring then 1 else 0 end', '1'),
    ('repeat_share', 'rlp_recurring_denial_week', 'case when is_repeat then 1 else 0 end', '1'),
] -%}
with

{% for kpi, source_name, part, whole in shares %}
{{ kpi }} as (

    select
        practice_id,
        packet_week,
        '{{ kpi }}' as kpi,
        payer_id,
        'all' as category,
        sum({{ part }}) as numerator,
        sum({{ whole }}) as denominator,
        count(*) as claim_count
    from {{ ref(source_name) }}
    group by practice_id, packet_week, payer_id

),

{% endfor %}
ar_over_90_share as (

    select
        practice_id,
        packet_week,
        'ar_over_90_share' as kpi,
        payer_id,
        'all' as category,
        sum(case when age_days > {{ threshold('aging_over_days') }} then open_usd else 0 end)
            as numerator,
        sum(open_usd) as denominator,
        count(distinct claim_id) as claim_count
    from {{ ref('rlp_open_claim_week') }}
    where not is_running
    group by practice_id, packet_week, payer_id

),

rejection_rate as (

    select
        practice_id,
        packet_week,
        'rejection_rate' as kpi,
        payer_id,
        'all' as category,
        coalesce(rejected.rejected_count, 0) as numerator,
        coalesce(submitted.submitted_count, 0) as denominator,
        coalesce(submitted.submitted_count, 0) as claim_count
    from (
        select practice_id, packet_week, payer_id, count(*) as rejected_count
        from {{ ref('rlp_rejection_week') }}
        where is_new and not is_running
        group by practice_id, packet_week, payer_id
    ) as rejected
    full join (
        select practice_id, packet_week, payer_id, count(*) as submitted_count
        from {{ ref('rlp_submission_week') }}
        group by practice_id, packet_week, payer_id
    ) as submitted
        using (practice_id, packet_week, payer_id)

),

counts as (

    {% for kpi in ['initial_denial_rate', 'first_pass_rate', 'recurring_share', 'repeat_share',
                   'ar_over_90_share', 'rejection_rate'] %}
    select * from {{ kpi }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    practice_id,
    packet_week,
    kpi,
    payer_id,
    category,
    cast(numerator as decimal(14, 2)) as numerator,
    cast(denominator as decimal(14, 2)) as denominator,
    cast(claim_count as int) as claim_count
from counts
