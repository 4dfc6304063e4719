{#- The measures that are also told by denial category. -#}
with

answers as (

    select
        practice_id,
        packet_week,
        count(*) as answer_count
    from {{ ref('rlp_first_answer_week') }}
    group by practice_id, packet_week

),

denied as (

    select
        answers.practice_id,
        answers.packet_week,
        denials.category,
        count(distinct answers.adjudication_id) as denied_count
    from {{ ref('rlp_first_answer_week') }} as answers
    inner join {{ ref('fct_denials') }} as denials
        on
            answers.practice_id = denials.practice_id
            and answers.adjudication_id = denials.adjudication_id
    where answers.is_denied
    group by answers.practice_id, answers.packet_week, denials.category

),

counts as (

    select
        denied.practice_id,
        denied.packet_week,
        'initial_denial_rate' as kpi,
        denied.category,
        denied.denied_count as numerator,
        answers.answer_count as denominator
    from denied
    inner join answers using (practice_id, packet_week)

    union all

    select
        practice_id,
        packet_week,
        'recurring_share' as kpi,
        category,
        count(*) filter (where is_recurring) as numerator,
        count(*) as denominator
    from {{ ref('rlp_recurring_denial_week') }}
    group by practice_id, packet_week, category

    union all

    select
        practice_id,
        packet_week,
        'repeat_share' as kpi,
        category,
        count(*) filter (where is_repeat) as numerator,
        count(*) as denominator
    from {{ ref('rlp_recurring_denial_week') }}
    group by practice_id, packet_week, category

)

select
    practice_id,
    packet_week,
    kpi,
    'all' as payer_id,
    category,
    cast(numerator as decimal(14, 2)) as numerator,
    cast(denominator as decimal(14, 2)) as denominator,
    cast(denominator as int) as claim_count
from counts
