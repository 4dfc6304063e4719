{%- set shares = [
    ('initial_denial_rate', 'rlp_first_answer_week', 'is_denied'),
    ('first_pass_rate', 'rlp_first_answer_week', 'is_settled'),
    ('recurring_share', 'rlp_recurring_denial_week', 'is_recurring'),
    ('repeat_share', 'rlp_recurring_denial_week', 'is_repeat'),
] -%}
with

{% for kpi, source_name, condition in shares %}
    {{ kpi }} as (

        select
            practice_id,
            packet_week,
            '{{ kpi }}' as kpi,
            payer_id,
            'all' as category,
            count(*) filter (where {{ condition }}) as numerator,
            count(*) as denominator,
            count(*) as claim_count
        from {{ ref(source_name) }}
        group by practice_id, packet_week, payer_id

    ),

{% endfor %}
ar_over_90_share as (

    select
        claims.practice_id,
        claims.packet_week,
        'ar_over_90_share' as kpi,
        claims.payer_id,
        'all' as category,
        sum(case when claims.age_days > numbers.aging_over_days then claims.open_usd else 0 end)
            as numerator,
        sum(claims.open_usd) as denominator,
        count(distinct claims.claim_id) as claim_count
    from {{ ref('rlp_open_claim_week') }} as claims
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    where not claims.is_running
    group by claims.practice_id, claims.packet_week, claims.payer_id

),

{% for part, source_name, condition in [
    ('rejected', 'rlp_rejection_week', 'is_new and not is_running'),
    ('submitted', 'rlp_submission_week', 'true'),
] %}
    {{ part }} as (

        select
            practice_id,
            packet_week,
            payer_id,
            count(*) as {{ part }}_count
        from {{ ref(source_name) }}
        where {{ condition }}
        group by practice_id, packet_week, payer_id

    ),

{% endfor %}
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
    from rejected
    full join submitted using (practice_id, packet_week, payer_id)

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
