with

weeks as (

    select * from {{ ref('dim_packet_weeks') }}

),

parts as (

    select * from {{ ref('rlp_count_week') }}

),

scopes as (

    -- every category from the first week on: a week without any is a zero, not a gap, and which
    -- categories there are does not depend on what comes later
    select
        practice_id,
        'category_claims' as measure,
        category as scope
    from {{ ref('int_rules__categories') }}

    union all

    select
        practices.practice_id,
        measures.measure,
        'all' as scope
    from {{ ref('packet_measures') }} as measures
    cross join {{ ref('dim_practices') }} as practices
    where measures.kpi is null and measures.measure != 'category_claims'

)

select
    weeks.practice_id,
    weeks.packet_week,
    scopes.measure,
    scopes.scope,
    cast(coalesce(sum(parts.figure), 0) as decimal(18, 6)) as figure,
    cast(null as int) as claim_count
from weeks
inner join scopes
    on weeks.practice_id = scopes.practice_id
left join parts
    on
        weeks.practice_id = parts.practice_id
        and weeks.packet_week = parts.packet_week
        and scopes.measure = parts.measure
        and scopes.scope = parts.scope
group by weeks.practice_id, weeks.packet_week, scopes.measure, scopes.scope

union all

select
    practice_id,
    packet_week,
    kpi as measure,
    'all' as scope,
    {{ decimal_of('value', 18, 6) }} as figure,
    claim_count
from {{ ref('rlp_kpi_week') }}
where payer_id = 'all' and category = 'all'
