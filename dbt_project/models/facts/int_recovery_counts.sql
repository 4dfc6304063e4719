{%- set measures = ['won_count', 'lost_count', 'open_count', 'won_weight', 'lost_weight'] -%}
with

-- from the week in which the payer, or any payer, first denied in the category
pairs as (

    {% for payer in ['items.payer_id', "'all'"] %}
        select
            items.practice_id,
            {{ payer }},
            items.category,
            min({{ week_start('items.opened_on', 'practices.week_starts_on') }}) as first_week
        from {{ ref('int_denial_items') }} as items
        inner join {{ ref('dim_practices') }} as practices using (practice_id)
        group by items.practice_id, {{ 'items.payer_id, ' if loop.first }}items.category
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

cells as (

    {% for payer in ['payer_id', "'all'"] %}
        select
            practice_id,
            {{ payer }},
            category,
            worked_week,
            counts_from_week,
            is_won,
            cast(count(*) as int) as claim_count
        from {{ ref('int_recovery_trials') }}
        group by
            practice_id, {{ 'payer_id, ' if loop.first }}category, worked_week,
            counts_from_week, is_won
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

-- a week knows what ended before it began
known as (

    select
        weeks.practice_id,
        weeks.packet_week,
        cells.payer_id,
        cells.category,
        cells.claim_count,
        case when cells.counts_from_week <= weeks.packet_week then cells.is_won end as is_won,
        coalesce(cells.counts_from_week > weeks.packet_week, true) as is_open,
        -- decimals: their sum is the same in any order of the rows
        {{ decimal_of(
            'pow(0.5, ' ~ days_between('cells.worked_week', 'weeks.packet_week')
            ~ ' / (7 * cast(numbers.recovery_half_life_weeks as double)))', 18, 12
        ) }} as weight
    from {{ ref('dim_work_days') }} as weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join cells
        on weeks.practice_id = cells.practice_id and weeks.packet_week > cells.worked_week

),

counted as (

    select
        practice_id,
        packet_week,
        payer_id,
        category,
        sum(case when is_won then claim_count else 0 end) as won_count,
        sum(case when not is_won then claim_count else 0 end) as lost_count,
        sum(case when is_open then claim_count else 0 end) as open_count,
        sum(case when is_won then claim_count * weight else 0 end) as won_weight,
        sum(case when not is_won then claim_count * weight else 0 end) as lost_weight
    from known
    group by practice_id, packet_week, payer_id, category

)

select
    pairs.practice_id,
    weeks.packet_week,
    pairs.payer_id,
    pairs.category,
{% for measure in measures %}
    cast(
        coalesce(counted.{{ measure }}, 0) as
        {{- ' int' if 'count' in measure else ' decimal(28, 12)' }}
    ) as {{ measure }}
    {{- ',' if not loop.last }}
{% endfor %}
from pairs
inner join {{ ref('dim_work_days') }} as weeks
    on pairs.practice_id = weeks.practice_id and pairs.first_week <= weeks.packet_week
left join counted
    on
        pairs.practice_id = counted.practice_id and weeks.packet_week = counted.packet_week
        and pairs.payer_id = counted.payer_id and pairs.category = counted.category
